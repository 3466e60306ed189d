//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use easily_fooled::experiment::{Part, Scale};

/// Measures the nets of models/manifest.json over CIFAR-10's test pictures; what is measured already is skipped.
#[derive(Debug, Parser)]
#[command(name = "evaluate", version)]
pub struct Arguments {
    /// Folder of CIFAR-10's binary version (with test_batch.bin)
    #[arg(long, value_name = "DIR", required_unless_present = "table")]
    pub data: Option<PathBuf>,
    /// Folder of manifest.json and the .onnx files
    #[arg(long, value_name = "DIR", default_value = "models")]
    pub models: PathBuf,
    /// Results, kept and added to [default: evaluation.json beside the manifest]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Pictures that are attacked, spread evenly over the test set
    #[arg(long, value_name = "N", default_value = "1000")]
    pub pictures: NonZeroUsize,
    /// Pictures that the transfer part looks at [default: as --pictures]
    #[arg(long, value_name = "N")]
    pub transfer_pictures: Option<NonZeroUsize>,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Nets and ensembles, by id [default: all]
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub only: Vec<String>,
    /// What is measured [default: all]
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    pub parts: Vec<PartName>,
    /// ε, n of n/255, of those that are measured [default: all]
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    pub epsilons: Vec<u32>,
    /// Nets whose resistance is doubted, beside those that the manifest calls adversarial
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub masking: Vec<String>,
    /// Folder of ID.predictions, 10,000 bytes each: says where a net differs from onnxruntime
    #[arg(long, value_name = "DIR")]
    pub predictions: Option<PathBuf>,
    /// Seed of every random choice
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u32,
    /// Only print the results so far, as Markdown
    #[arg(long)]
    pub table: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PartName {
    Clean,
    Load,
    Robust,
    Masking,
    Questions,
    Transfer,
    Vote,
    Ray,
    Noise,
    Filters,
    Certificates,
    Cost,
}

impl From<PartName> for Part {
    fn from(name: PartName) -> Part {
        match name {
            PartName::Clean => Part::Clean,
            PartName::Load => Part::Load,
            PartName::Robust => Part::Robust,
            PartName::Masking => Part::Masking,
            PartName::Questions => Part::Questions,
            PartName::Transfer => Part::Transfer,
            PartName::Vote => Part::Vote,
            PartName::Ray => Part::Ray,
            PartName::Noise => Part::Noise,
            PartName::Filters => Part::Filters,
            PartName::Certificates => Part::Certificates,
            PartName::Cost => Part::Cost,
        }
    }
}

impl Arguments {
    pub fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.models.join("evaluation.json"))
    }

    pub fn threads(&self) -> usize {
        self.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
    }

    pub fn transfer_pictures(&self) -> usize {
        self.transfer_pictures.unwrap_or(self.pictures).get()
    }

    pub fn scale(&self) -> Scale {
        let parts: Vec<Part> = self.parts.iter().map(|&name| name.into()).collect();
        Scale {
            parts: if parts.is_empty() { Part::ALL.to_vec() } else { parts },
            only: self.only.clone(),
            masking: self.masking.clone(),
            pictures: self.pictures.get(),
            transfer_pictures: self.transfer_pictures(),
            epsilons: self.epsilons.clone(),
        }
    }

    /// The command that measures the same, without this machine's folders.
    pub fn command(&self) -> String {
        let mut words = vec!["cargo run --release --bin evaluate -- --data DIR".to_string()];
        words.push(format!("--pictures {} --seed {}", self.pictures, self.seed));
        if let Some(pictures) = self.transfer_pictures {
            words.push(format!("--transfer-pictures {pictures}"));
        }
        let parts =
            self.parts.iter().filter_map(ValueEnum::to_possible_value).map(|value| value.get_name().to_string());
        for (name, values) in [
            ("only", self.only.clone()),
            ("parts", parts.collect()),
            ("epsilons", self.epsilons.iter().map(u32::to_string).collect()),
            ("masking", self.masking.clone()),
        ] {
            if !values.is_empty() {
                words.push(format!("--{name} {}", values.join(",")));
            }
        }
        words.join(" ")
    }
}
