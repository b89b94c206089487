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
    // Beside the program, where the build puts it, or in the folder itself, when that was moved elsewhere.
    let own = site.join("hash.txt");
    let beside = std::env::current_exe()?.parent().map(|p| p.join("hash.txt")).unwrap_or_default();
    let list = if own.is_file() { own } else { beside };
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
        pieces: serde_json::from_str(&manifest)?,
    })
}

/// The lazy parts of a page, by the beginnings of their names in the program. Only to name their pieces early; a page that is missing here works all the same, a round trip later.
fn parts(path: &str) -> &'static [&'static str] {
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    match steps.as_slice() {
        ["p" | "account", ..] | ["terms", "again"] => &["patient_"],
        ["desk" | "staff", ..] => &["staff_"],
        ["enroll" | "forgot" | "recover" | "support" | "practices" | "terms" | "privacy" | "goodbye" | "demo", ..]
        | ["sign-in", _, ..] => &["visitor_"],
        _ => &[],
    }
}

/// The addresses of the pieces a page needs, each once.
///
/// Leptos has a way of its own (`WasmSplitManifest`), which is not used: in 0.8 it writes the links when the page is
/// already drawn, into whichever page is being drawn at that moment, with that page's nonce. Under load some pages have
/// none and others those of three.
pub fn pieces(assets: &Assets, path: &str) -> Vec<String> {
    let wanted = parts(path);
    let lists = assets.pieces.iter().filter(|(key, _)| wanted.iter().any(|part| key.starts_with(part)));
    let pieces: BTreeSet<&String> = lists.flat_map(|(_, pieces)| pieces).collect();
    let mut addresses: Vec<String> = pieces.into_iter().map(|piece| format!("/pkg/{piece}.wasm")).collect();
    if !addresses.is_empty() {
        addresses.push(assets.loader.clone());
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_s_pieces_are_those_of_who_opens_it_each_once() {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let pieces_of = HashMap::from([
            ("patient_1".to_owned(), list(&["a", "b", "c"])),
            ("visitor_2".to_owned(), list(&["b", "e"])),
            ("staff_3".to_owned(), list(&["d"])),
        ]);
        let assets = Assets { loader: "/pkg/loader.js".into(), pieces: pieces_of, ..Assets::default() };
        assert_eq!(pieces(&assets, "/p/1/messages"), ["/pkg/a.wasm", "/pkg/b.wasm", "/pkg/c.wasm", "/pkg/loader.js"]);
        assert!(pieces(&assets, "/").is_empty(), "the first page needs none");
    }
}
