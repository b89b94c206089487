//! The browser's files: where they are, and under which names this build has them.

use crate::Failure;
use crate::config::Config;
use app::Assets;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The folder with the browser's files.
pub fn folder(config: &Config) -> Result<PathBuf, Failure> {
    let beside = std::env::current_exe()?.parent().map(|p| p.join("site")).unwrap_or_default();
    let choices = [config.site.clone(), Some(beside), Some(PathBuf::from("target/site"))];
    choices
        .into_iter()
        .flatten()
        .find(|folder| folder.join("pkg").is_dir())
        .ok_or_else(|| "the browser's files are missing: set `site`, or build with ./dev run".into())
}

/// Reads the names once: a page must not open a file to say which style sheet it wants.
pub fn assets(site: &Path) -> Result<Assets, Failure> {
    let list = std::env::current_exe()?.parent().map(|p| p.join("hash.txt")).unwrap_or_default();
    let list = std::fs::read_to_string(&list).map_err(|e| {
        format!("{}: {e}; it names the browser's files and belongs beside the server's program", list.display())
    })?;
    let names: HashMap<&str, &str> =
        list.lines().filter_map(|line| line.split_once(':')).map(|(kind, hash)| (kind.trim(), hash.trim())).collect();
    let path = |kind: &str, before: &str, after: &str| -> Result<String, Failure> {
        let hash = names.get(kind).ok_or_else(|| format!("hash.txt does not name the {kind} file"))?;
        let name = format!("{before}.{hash}.{after}");
        if !site.join("pkg").join(&name).is_file() {
            return Err(format!("{name} is not in {}: program and site are of two builds", site.display()).into());
        }
        Ok(format!("/pkg/{name}"))
    };
    let manifest = path("manifest", "__wasm_split_manifest", "json")?;
    let manifest = std::fs::read_to_string(site.join(manifest.trim_start_matches('/')))?;
    Ok(Assets {
        style: path("css", "linden", "css")?,
        script: path("js", "linden", "js")?,
        program: path("wasm", "linden", "wasm")?,
        loader: path("split", "__wasm_split", "js")?,
        pieces: pieces(serde_json::from_str(&manifest)?),
    })
}

/// Which pieces a lazy page needs. A page comes in a frame, which is lazy too; what the frame's list names already is
/// left out of its pages' lists, or the head of each page would name it twice.
fn pieces(manifest: HashMap<String, Vec<String>>) -> HashMap<String, Vec<String>> {
    let frames: Vec<BTreeSet<String>> = manifest
        .iter()
        .filter(|(key, _)| key.contains("Frame"))
        .map(|(_, pieces)| pieces.iter().cloned().collect())
        .collect();
    let shared = frames.iter().cloned().reduce(|a, b| a.intersection(&b).cloned().collect()).unwrap_or_default();
    let _ = shared;
    manifest
}
