//! Measures the nets of a manifest over CIFAR-10's test pictures and keeps the results in one JSON file.
//!
//! ```sh
//! cargo run --release --bin evaluate -- --data DIR            # everything that is not measured yet
//! cargo run --release --bin evaluate -- --table               # the results as Markdown
//! ```
//!
//! Every unit (a net or ensemble under one attack) is written as soon as it is measured, the whole file or nothing; a
//! second run skips what is there and still holds. So it can be stopped at any time and loses one unit at most.

// The measurements themselves are in `easily_fooled::experiment`; in the browser, workers run them.
#[cfg(not(target_arch = "wasm32"))]
mod arguments;
#[cfg(not(target_arch = "wasm32"))]
mod measure;
#[cfg(not(target_arch = "wasm32"))]
mod progress;
#[cfg(not(target_arch = "wasm32"))]
mod store;
#[cfg(not(target_arch = "wasm32"))]
mod tables;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use clap::Parser as _;
    let arguments = arguments::Arguments::parse();
    match measure::run(&arguments) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("evaluate: {reason}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
