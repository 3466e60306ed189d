//! One line on stderr: how far a unit is.

use std::io::{IsTerminal, Write as _};
use std::time::{Duration, Instant};

pub struct Progress {
    name: String,
    total: usize,
    begun: Instant,
    shown: Instant,
    /// A terminal gets one line, written over; a log gets few.
    pause: Duration,
    terminal: bool,
}

impl Progress {
    pub fn new(name: String, total: usize) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let pause = Duration::from_secs(if terminal { 1 } else { 60 });
        let now = Instant::now();
        Progress { name, total, begun: now, shown: now, pause, terminal }
    }

    pub fn show(&mut self, done: usize) {
        if self.shown.elapsed() < self.pause {
            return;
        }
        self.shown = Instant::now();
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = done as f64 / seconds;
        let left = (self.total - done) as f64 / rate.max(1e-9);
        let end = if self.terminal { "\r" } else { "\n" };
        eprint!("{}: {done}/{} ({rate:.1} a second, {} left)   {end}", self.name, self.total, span(left));
        // Progress that can't be shown is no reason to stop.
        let _ = std::io::stderr().flush();
    }

    pub fn finish(self, sentence: &str) -> f64 {
        let seconds = self.begun.elapsed().as_secs_f64();
        eprintln!("{}: {sentence} ({})                              ", self.name, span(seconds));
        seconds
    }
}

fn span(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 120.0 => format!("{seconds:.1} s"),
        seconds if seconds < 7200.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.1} h", seconds / 3600.0),
    }
}
