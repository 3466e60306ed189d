//! The files: manifest, nets, pictures and the report.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use easily_fooled::experiment::{Catalog, Report};
use sha2::{Digest, Sha256};

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads manifest.json and checks that its ids are sound.
pub fn read_catalog(folder: &Path) -> Result<Catalog, String> {
    let path = folder.join("manifest.json");
    let catalog: Catalog =
        serde_json::from_slice(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let ids = catalog.nets.iter().map(|net| &net.id).chain(catalog.ensembles.iter().map(|ensemble| &ensemble.id));
    let mut seen = std::collections::HashSet::new();
    if let Some(id) = ids.into_iter().find(|&id| !seen.insert(id)) {
        return Err(format!("{}: “{id}” names two nets or ensembles", path.display()));
    }
    for ensemble in &catalog.ensembles {
        if let Some(id) = ensemble.members.iter().find(|id| catalog.net(id).is_none()) {
            return Err(format!("{}: “{}” has the member “{id}”, which is no net", path.display(), ensemble.id));
        }
        if ensemble.members.is_empty() {
            return Err(format!("{}: “{}” has no member", path.display(), ensemble.id));
        }
    }
    Ok(catalog)
}

/// An empty report where there is none.
pub fn read_report(path: &Path) -> Result<Report, String> {
    if !path.exists() {
        return Ok(Report::default());
    }
    let hint = "move it away to measure anew";
    serde_json::from_slice(&read(path)?).map_err(|error| format!("{}: {error}; {hint}", path.display()))
}

/// The whole file or nothing: written beside its place, then moved there.
pub fn write_report(path: &Path, report: &Report) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let text = serde_json::to_string_pretty(report).map_err(|error| error.to_string())? + "\n";
    let beside = path.with_extension("json.part");
    let mut file = fs::File::create(&beside).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&beside, path).map_err(failed)
}

/// The commit of the sources, and whether they have been changed since.
pub fn commit() -> (String, Option<bool>) {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    let changes = git(&["status", "--porcelain", "--", ":/src", ":/Cargo.toml", ":/Cargo.lock"]);
    (git(&["rev-parse", "HEAD"]).unwrap_or_else(|| "unknown".into()), changes.map(|changes| !changes.is_empty()))
}
