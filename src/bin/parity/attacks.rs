//! The attacks that are compared, with the settings that the reference has.

use easily_fooled::attack::{Method, Norm, Options};
use easily_fooled::loss::{Goal, Loss};

/// One attack by its name in the results.
pub struct Entry {
    pub name: &'static str,
    pub options: Options,
    /// Runs for one picture: towards each class of these ranks, or one away from the label.
    pub targets: usize,
}

fn entry(name: &'static str, options: Options) -> Entry {
    Entry { name, options, targets: 0 }
}

/// In L∞ within ε = n/255.
pub fn bounded(epsilon_255: u32) -> Vec<Entry> {
    let epsilon = epsilon_255 as f32 / 255.0;
    let base = |method, steps| Options { epsilon: Some(epsilon), steps: Some(steps), ..Options::new(method) };
    vec![
        entry("pgd-20", base(Method::Pgd, 20)),
        entry("mi-fgsm-10", base(Method::MiFgsm, 10)),
        entry("apgd-ce-100", base(Method::Apgd, 100)),
        Entry {
            name: "apgd-t-100x9",
            options: Options { loss: Some(Loss::Dlr), ..base(Method::Apgd, 100) },
            targets: 9,
        },
        entry("square-1000", base(Method::Square, 1000)),
    ]
}

/// The whole cascade.
pub fn auto_attack(epsilon_255: u32) -> Entry {
    let epsilon = Some(epsilon_255 as f32 / 255.0);
    entry("autoattack", Options { epsilon, ..Options::new(Method::AutoAttack) })
}

/// For the smallest change in L2.
pub fn minimal() -> Vec<Entry> {
    let base = |method, steps| Options { norm: Norm::L2, steps: Some(steps), ..Options::new(method) };
    vec![
        entry("deepfool-50", base(Method::DeepFool, 50)),
        entry("carlini-wagner-9x100", base(Method::CarliniWagner, 900)),
        entry("ddn-100", base(Method::Ddn, 100)),
    ]
}

impl Entry {
    /// What the runs on one picture want. Whatever they want, any class but the label's counts.
    pub fn goals(&self, label: usize, logits: &[f32]) -> Vec<Goal> {
        if self.targets == 0 {
            return vec![Goal::Away { label }];
        }
        let mut others: Vec<usize> = (0..logits.len()).filter(|&class| class != label).collect();
        others.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
        others.into_iter().take(self.targets).map(|target| Goal::Towards { target }).collect()
    }
}
