//! The report in words: what its fields mean, and its tables in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use easily_fooled::defense::Filter;
use easily_fooled::experiment::{BUDGET, EPSILONS, EnsembleSummary, FilterSummary, LARGEST, NetSummary, Report, Share};

/// What a reader of the JSON has to know.
pub fn about() -> BTreeMap<String, String> {
    let lines = [
        (
            "pictures",
            "CIFAR-10's test set; clean accuracy is over all 10,000. Attacked are n of them, evenly spread (picture floor(i · 10000 / n) for i = 0 … n − 1), not the first n: those are easier than the average.",
        ),
        (
            "fooled",
            "A picture counts as fooled only on its 8-bit form inside the budget, and only when both runtimes (this engine and tract's) are fooled by it. Right are those that were right before and withstood; a picture that was wrong without an attack counts as not right.",
        ),
        ("share", "count / of, with the 95 % interval of Wilson (1927): low, high."),
        ("epsilon_255", "The largest change of a value (L∞) is n/255; null: unbounded."),
        (
            "bits",
            "Sets of pictures (tried, right, majority_right) are hexadecimal: measured picture i is bit i mod 4, the lowest first, of digit i div 4.",
        ),
        (
            "pgd-AxB",
            "PGD, A steps of 2.5 ε / A on the cross-entropy, B random starts; it stops on a picture as soon as that has fallen.",
        ),
        ("apgd-A", "Auto-PGD (Croce and Hein 2020), A steps on the cross-entropy, one random start."),
        (
            "square-A",
            "Square attack (Andriushchenko 2020), A queries and no gradient: on the pictures that withstood pgd and apgd (masking), or on every picture that is right (questions).",
        ),
        ("worst", "Worst per picture: right under every one of the attacks."),
        (
            "transfer",
            "Over the pictures that all members get right: the strongest picture by the source's loss over all steps of PGD-50 from one start, made on one member, shown to each and to the vote. Targeted: a wrong class drawn for each picture.",
        ),
        (
            "vote",
            "The attacker aims at the mean of the members' probabilities. only-ID follows one member's gradient (PGD-50); one-after-another and round-robin take 50 steps for each member in one ball; joint-… takes 50 steps on all at once: each of these, and all attackers of one member together, spends at most 50 gradients a member and picture.",
        ),
        (
            "filters",
            "PGD-20 on the cross-entropy, one start. unaware: the strongest picture against the bare net, shown to it behind the filter. aware: the attack goes through the filter, by its gradient (or its stand-in), and each iterate counts. Random filters draw anew for every picture, and other draws for the judge than for the attacker.",
        ),
        (
            "certificates",
            "Randomised smoothing (Cohen 2019): the class of most of 100 noisy copies, tested on 1,000 others at α = 0.001. Then ten attacks (PGD-10 in L2 through the mean over 8 draws of noise) inside each certified radius; after each 1,000 new copies answer.",
        ),
        (
            "cost over the number of members",
            "The first 1, 2, … members of an ensemble. Every attacker may spend 120 gradients a picture, one through one member counting 1; the smallest ε is found by halving among whole n of n/255 for the joint attacker.",
        ),
        (
            "cost",
            "One picture through one member counts 1. zero_gradients: no step was possible. refuted: 8-bit pictures that fooled this engine and not tract's.",
        ),
        (
            "ray",
            "From every picture that the net gets right, x + alpha · d, unclipped, alpha in pixel values: d is ±1 for every value, by the sign of the loss's gradient (away), of the gradient of a drawn wrong class's log-probability (towards), or by lot (random). certain: one class has a probability of at least 0.99 from some alpha on. last_bend: the linear piece that the net is on does not change beyond it, looked for by doubling alpha up to 2^20, then by halving. residual: beyond it, the largest distance of a logit from a line through two points, as a share of the largest logit there.",
        ),
        (
            "noise",
            "Each measured picture beside uniform noise and beside the same noise led to high evidence (log sum exp of the logits, minus the energy of Liu 2020) inside a budget. auroc: the probability that a picture scores above noise. passes: noise that reaches what 95 % of the pictures reach.",
        ),
        ("seconds", "Of the clock, on `threads` threads of a machine that did other work too."),
    ];
    lines.into_iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

fn percent(share: Share) -> String {
    format!("{:.1} %", 100.0 * share.share)
}

fn with_interval(share: Share) -> String {
    format!("{:.1} % ({:.1}–{:.1})", 100.0 * share.share, 100.0 * share.low, 100.0 * share.high)
}

fn or_dash<T>(value: Option<T>, words: impl Fn(T) -> String) -> String {
    value.map_or("–".into(), words)
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "**no**" }.into()
}

fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes all");
}

fn head(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    let width = cells.len();
    row(text, cells);
    writeln!(text, "|{}", "---|".repeat(width)).expect("a string takes all");
}

fn words<const N: usize>(cells: [&str; N]) -> [String; N] {
    cells.map(String::from)
}

/// Every table that the results allow.
pub fn markdown(report: &Report) -> String {
    let mut text = String::new();
    nets(&mut text, &report.summary.nets);
    for net in &report.summary.nets {
        robust(&mut text, net);
        masking(&mut text, net);
        questions(&mut text, net);
        filters(&mut text, net);
        certificates(&mut text, net);
    }
    rays(&mut text, &report.summary.nets);
    noise(&mut text, &report.summary.nets);
    for ensemble in &report.summary.ensembles {
        ensemble_tables(&mut text, ensemble);
    }
    text
}

fn nets(text: &mut String, nets: &[NetSummary]) {
    if nets.is_empty() {
        return;
    }
    *text += "### Nets\n\n";
    let epsilons: Vec<u32> = nets
        .iter()
        .map(|net| &net.robust)
        .max_by_key(|robust| robust.len())
        .map_or(vec![], |robust| robust.iter().map(|robust| robust.epsilon_255).collect());
    let head_cells = words(["net", "right", "as onnxruntime, picture by picture"])
        .into_iter()
        .chain(epsilons.iter().map(|epsilon| format!("worst case, {epsilon}/255")))
        .chain(words(["loads in", "file"]));
    head(text, head_cells);
    for net in nets {
        let at = |epsilon: &u32| net.robust.iter().find(|robust| robust.epsilon_255 == *epsilon);
        let cells = [
            format!("`{}`", net.id),
            or_dash(net.clean, |share| format!("{:.2} %", 100.0 * share.share)),
            match net.predictions_differing {
                Some(count) if count > 0 => format!("**no**: {count} differ"),
                _ => or_dash(net.predictions_as_published, yes),
            },
        ];
        let worst = epsilons.iter().map(|epsilon| or_dash(at(epsilon).and_then(|robust| robust.worst), with_interval));
        let rest = [
            or_dash(net.load_milliseconds, |time| format!("{time:.1} ms")),
            or_dash(net.bytes, |bytes| format!("{:.2} MB", bytes as f64 / 1e6)),
        ];
        row(text, cells.into_iter().chain(worst).chain(rest));
    }
    *text += "\n";
}

fn robust(text: &mut String, net: &NetSummary) {
    let Some(first) = net.robust.first() else { return };
    *text +=
        &format!("### `{}` under attack ({} pictures, {} right before)\n\n", net.id, first.clean.of, first.clean.count);
    let names = first.attacks.iter().map(|attack| attack.name.clone());
    head(text, ["ε".to_string()].into_iter().chain(names).chain(words(["worst case", "zero gradients", "refuted"])));
    for robust in &net.robust {
        let shares = robust.attacks.iter().map(|attack| with_interval(attack.right));
        let zero: u64 = robust.attacks.iter().map(|attack| attack.cost.zero_gradients).sum();
        let refuted: u64 = robust.attacks.iter().map(|attack| attack.cost.refuted).sum();
        let rest = [or_dash(robust.worst, with_interval), zero.to_string(), refuted.to_string()];
        row(text, [format!("{}/255", robust.epsilon_255)].into_iter().chain(shares).chain(rest));
    }
    *text += "\n";
}

fn masking(text: &mut String, net: &NetSummary) {
    let Some(masking) = &net.masking else { return };
    *text += &format!("### Is the resistance of `{}` real?\n\n", net.id);
    head(text, words(["attack", "ε", "right"]));
    for attack in &masking.attacks {
        let epsilon = or_dash(attack.epsilon_255, |epsilon| format!("{epsilon}/255"));
        row(text, [attack.name.clone(), epsilon, with_interval(attack.right)]);
    }
    *text += "\n";
    head(text, words(["check", "found"]));
    let points = |value: f64| format!("{:.1} points", 100.0 * value);
    let checks = [
        ("fooled without gradients, beyond the white box (at most 0.2 %)", or_dash(masking.beyond_white_box, percent)),
        ("unbounded, every picture falls", or_dash(masking.unbounded_reaches_all, yes)),
        ("200 steps take more than 50 by", or_dash(masking.more_steps, points)),
        ("many steps do at least as well as one", or_dash(masking.iterated_beats_single, yes)),
        ("a larger ε leaves no more pictures right", or_dash(masking.rises_with_epsilon, yes)),
        ("gradients that were zero", masking.zero_gradients.to_string()),
    ];
    for (check, found) in checks {
        row(text, [check.to_string(), found]);
    }
    *text += "\n";
}

fn questions(text: &mut String, net: &NetSummary) {
    let Some(found) = &net.questions else { return };
    let asked = found.attack.cost.forwards as f64 / found.clean.count.max(1) as f64;
    *text += &format!("### `{}` without the keys ({} pictures)\n\n", net.id, found.clean.of);
    head(text, words(["attack", "ε", "right before", "right", "questions a picture"]));
    let epsilon = or_dash(found.attack.epsilon_255, |epsilon| format!("{epsilon}/255"));
    let ends = [percent(found.clean), with_interval(found.attack.right), format!("{asked:.0}")];
    row(text, [found.attack.name.clone(), epsilon].into_iter().chain(ends));
    *text += "\n";
}

fn rays(text: &mut String, nets: &[NetSummary]) {
    if nets.iter().all(|net| net.rays.is_empty()) {
        return;
    }
    *text += "### Straight on, beyond all pictures\n\n";
    let columns = [
        "net",
        "way",
        "certain in the end",
        "from α (median)",
        "last bend found",
        "at α (median)",
        "residual",
        "straight",
    ];
    head(text, words(columns));
    let near = |value: f64| if value < 100.0 { format!("{value:.2}") } else { format!("{value:.0}") };
    for net in nets {
        for ray in &net.rays {
            let cells = [
                format!("`{}`", net.id),
                ray.bearing.name().to_string(),
                with_interval(ray.certain),
                or_dash(ray.ends.certain_from, |spread| near(spread.median)),
                format!("{} of {}", ray.ends.straight, ray.ends.lines),
                or_dash(ray.ends.last_bend, |spread| near(spread.median)),
                or_dash(ray.ends.residual, |residual| format!("{residual:.1e}")),
                yes(ray.straight_in_the_end),
            ];
            row(text, cells);
        }
    }
    *text += "\n";
}

fn noise(text: &mut String, nets: &[NetSummary]) {
    if nets.iter().all(|net| net.noise.is_none()) {
        return;
    }
    *text += "### Pictures or noise?\n\n";
    let columns = ["net", "score", "AUROC, noise", "noise passes", "AUROC, led noise", "led noise passes"];
    head(text, words(columns));
    for net in nets {
        let Some(noise) = &net.noise else { continue };
        for (name, telling) in [("largest softmax", &noise.confidence), ("energy", &noise.evidence)] {
            let Some(telling) = telling else { continue };
            let cells = [
                format!("`{}`", net.id),
                name.to_string(),
                format!("{:.3}", telling.auroc_noise),
                with_interval(telling.noise_passes),
                format!("{:.3}", telling.auroc_led),
                with_interval(telling.led_passes),
            ];
            row(text, cells);
        }
    }
    *text += "\n";
}

fn filters(text: &mut String, net: &NetSummary) {
    for epsilon in EPSILONS {
        let found: Vec<&FilterSummary> = net.filters.iter().filter(|found| found.epsilon_255 == epsilon).collect();
        let Some(first) = found.first() else { continue };
        *text += &format!("### {} behind filters, {epsilon}/255 ({} pictures)\n\n", net.title, first.clean.of);
        let cells = ["filter", "right", "unaware attacker", "aware attacker", "worst case", "aware is as strong"];
        head(text, words(cells));
        for found in found {
            row(
                text,
                [
                    filter_name(&found.filter),
                    percent(found.clean),
                    with_interval(found.unaware),
                    or_dash(found.aware, with_interval),
                    or_dash(found.worst, percent),
                    or_dash(found.aware_is_stronger, yes),
                ],
            );
        }
        *text += "\n";
    }
}

fn filter_name(filter: &Filter) -> String {
    match filter {
        Filter::Gaussian { sigma } if *sigma == 0.0 => "none".into(),
        Filter::Gaussian { sigma } => format!("Gaussian, σ {sigma} pixels"),
        Filter::Median { size } => format!("median {size} × {size}"),
        Filter::Bilateral { sigma } => format!("bilateral, σ {sigma} in colour"),
        Filter::BitDepth { bits } => format!("{bits} bits"),
        Filter::TotalVariation { weight } => format!("total variation, weight {weight}"),
        Filter::Jpeg { quality } => format!("JPEG, quality {quality}"),
        Filter::Shift { margin, draws } => format!("shifts by up to {margin}, {draws} draws"),
        Filter::Noise { sigma, draws } => format!("noise, σ {sigma}, {draws} draws"),
    }
}

fn certificates(text: &mut String, net: &NetSummary) {
    let Some(first) = net.certificates.first() else { return };
    *text += &format!("### {}: certificates ({} pictures)\n\n", net.title, first.abstained.of);
    let radii = first.certified.iter().map(|found| format!("right, radius ≥ {}", found.radius));
    head(
        text,
        words(["noise", "abstained"]).into_iter().chain(radii).chain(words(["attacks inside", "that broke one"])),
    );
    for found in &net.certificates {
        let shares = found.certified.iter().map(|found| percent(found.share));
        let ends = [found.attacks.to_string(), found.broken.to_string()];
        row(text, [format!("σ {}", found.sigma), percent(found.abstained)].into_iter().chain(shares).chain(ends));
    }
    *text += "\n";
}

fn cost(text: &mut String, ensemble: &EnsembleSummary) {
    let Some(first) = ensemble.cost.iter().find_map(|cost| cost.attackers.first()) else { return };
    *text += &format!(
        "Cost over the number of members ({} pictures, {BUDGET} gradients a picture at most):\n\n",
        first.clean.of
    );
    let cells =
        ["members", "ε", "attacker", "right before", "right", "gradients a picture", "smallest ε: half fall (¼, ¾)"];
    head(text, words(cells));
    for cost in &ensemble.cost {
        let beyond = |epsilon: Option<u32>| epsilon.map_or(format!("> {LARGEST}"), |epsilon| epsilon.to_string());
        let smallest = or_dash(cost.smallest, |found| {
            let [half, quarter, most] = found.map(beyond);
            format!("{half} ({quarter}, {most})")
        });
        for (index, found) in cost.attackers.iter().enumerate() {
            row(
                text,
                [
                    cost.count.to_string(),
                    format!("{}/255", found.epsilon_255),
                    found.attacker.name.clone(),
                    percent(found.clean),
                    with_interval(found.attacker.right),
                    format!("{:.1}", found.attacker.gradients_mean),
                    if index == 0 { smallest.clone() } else { String::new() },
                ],
            );
        }
    }
    *text += "\n";
}

fn ensemble_tables(text: &mut String, ensemble: &EnsembleSummary) {
    let measured = ensemble.clean.is_some()
        || !ensemble.cost.is_empty()
        || !ensemble.vote.is_empty()
        || !ensemble.transfer.is_empty();
    if !measured {
        return;
    }
    *text += &format!("### {} (`{}`: {})\n\n", ensemble.title, ensemble.id, ensemble.members.join(", "));
    if let (Some(mean), Some(majority)) = (ensemble.clean, ensemble.clean_majority) {
        let [mean, majority] = [mean, majority].map(|share| format!("{:.2} %", 100.0 * share.share));
        *text += &format!("Right without an attack: {mean} by the mean, {majority} by majority.\n\n");
    }
    for vote in &ensemble.vote {
        *text += &format!(
            "The vote at {}/255 ({} pictures, {} right before):\n\n",
            vote.epsilon_255, vote.clean.of, vote.clean.count
        );
        head(text, words(["attacker", "gradients a picture, at most", "spent", "vote right", "majority right"]));
        for attacker in &vote.attackers {
            row(
                text,
                [
                    attacker.name.clone(),
                    attacker.gradients_at_most.to_string(),
                    format!("{:.1}", attacker.gradients_mean),
                    with_interval(attacker.right),
                    or_dash(attacker.right_majority, percent),
                ],
            );
        }
        let dash = || "–".to_string();
        let mean = or_dash(vote.one_member_mean, |mean| format!("{:.1} %", 100.0 * mean));
        for (name, share) in [
            ("one member, mean", mean),
            ("one member, worst case", or_dash(vote.one_member_worst, with_interval)),
            ("jointly, worst case", or_dash(vote.joint_worst, with_interval)),
            ("all, worst case", or_dash(vote.worst, with_interval)),
        ] {
            row(text, [format!("*{name}*"), dash(), dash(), share, dash()]);
        }
        *text += "\n";
    }
    cost(text, ensemble);
    for transfer in &ensemble.transfer {
        let goal = if transfer.targeted { "a drawn class" } else { "any other class" };
        let of = transfer.fooled[0][0].of;
        *text +=
            &format!("Transfer at {}/255, to {goal} ({of} pictures that all get right):\n\n", transfer.epsilon_255);
        let shown = ensemble.members.iter().map(|id| format!("fools `{id}`"));
        head(text, ["made on".to_string()].into_iter().chain(shown).chain(["fools the vote".to_string()]));
        for (source, shares) in ensemble.members.iter().zip(&transfer.fooled) {
            row(text, [format!("`{source}`")].into_iter().chain(shares.iter().map(|&share| percent(share))));
        }
        let [others, vote] = [transfer.mean_off_diagonal, transfer.mean_vote].map(|share| 100.0 * share);
        *text += &format!("\nOn average {others:.1} % fool another member, {vote:.1} % the vote.\n\n");
    }
}
