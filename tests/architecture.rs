//! Dependencies point one way, as the picture in CONTRIBUTING.md says, and what is foreign stays in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with those that it may use. A module may only name modules that stand above it.
const MODULES: &[(&str, &[&str])] = &[
    ("suggest", &[]),
    ("language", &[]),
    ("finding", &[]),
    ("locale", &["finding", "language"]),
    ("fix", &["finding"]),
    ("source", &[]),
    ("git", &[]),
    ("hook", &[]),
    ("document", &[]),
    ("fault", &["suggest"]),
    ("dates", &["language"]),
    ("letter", &["dates", "document", "language"]),
    ("pack", &["fault", "finding", "language", "suggest"]),
    ("settings", &["dates", "document", "fault", "finding", "language", "letter", "pack"]),
    ("built_in", &["fault", "language", "pack"]),
    ("engine", &["dates", "document", "finding", "language", "letter", "locale", "pack", "settings", "suggest"]),
    ("suppress", &["document", "fault", "finding", "language", "locale", "pack", "settings", "suggest"]),
    (
        "lint",
        &["document", "engine", "finding", "language", "letter", "locale", "pack", "settings", "source", "suppress"],
    ),
    ("project", &["built_in", "fault", "finding", "language", "pack", "settings", "source", "suggest", "suppress"]),
    ("draft", &["language", "pack"]),
    ("catalogue", &["draft", "finding", "language", "locale", "pack", "settings"]),
    ("examples", &["document", "engine", "finding", "language", "letter", "lint", "pack", "settings", "source"]),
    ("report", &["document", "fault", "finding", "language", "locale", "source"]),
    ("lib", &[]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The first part of a path below `src`, without its ending.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn dependencies_point_one_way() {
    let order: Vec<&str> = MODULES.iter().map(|(name, _)| *name).collect();
    for (index, (name, uses)) in MODULES.iter().enumerate() {
        assert!(uses.iter().all(|used| order[..index].contains(used)), "{name} uses a module below it");
    }
    let allowed: BTreeMap<&str, &[&str]> = MODULES.iter().copied().collect();
    let mut faults = BTreeSet::new();
    for (path, text) in sources() {
        let own = module(&path);
        if own == "main" || own == "cli" {
            continue; // the program uses the library as anybody would
        }
        let uses = allowed.get(own.as_str()).unwrap_or_else(|| panic!("{own} is not in the picture"));
        // Tests of a module may take whatever they need.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            assert!(!used.is_empty(), "{}: each `use crate::` names one module", path.display());
            if used != own && !uses.contains(&used.as_str()) {
                faults.insert(format!("{own} uses {used} ({})", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn foreign_packages_stay_in_their_place() {
    let places = [
        ("pulldown_cmark", "document/markdown.rs"),
        ("codespan_reporting", "report/full.rs"),
        ("clap", "cli/args.rs"),
        ("aho_corasick", "letter/placeholder/mod.rs"),
        ("saphyr_parser", "settings/front_matter.rs"),
        ("globset", "project/config.rs"),
        ("mailparse", "hook/mail.rs"),
        ("clap_mangen", "cli/manual.rs"),
    ];
    for (package, place) in places {
        for (path, text) in sources() {
            let uses = text.contains(&format!("{package}::"));
            let here = path.ends_with(place) || (package == "clap" && path.ends_with("main.rs"));
            assert!(!uses || here, "{package} is used in {}", path.display());
        }
    }
}

#[test]
fn no_code_is_unsafe_and_nothing_is_printed_past_the_escape() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("[lints.rust]\nunsafe_code = \"forbid\""));
    assert!(
        root.join("Cargo.lock").is_file() && !fs::read_to_string(root.join(".gitignore")).unwrap().contains("lock")
    );
    for (path, text) in sources() {
        // They panic where the stream is closed or full; `cli::say` does not.
        for macro_name in ["println!", "print!(", "dbg!"] {
            assert!(!text.contains(macro_name), "{macro_name} in {}", path.display());
        }
        assert!(!text.contains("unsafe {") && !text.contains("allow(unsafe"), "{}", path.display());
    }
}

#[test]
fn the_engine_knows_no_paths_and_no_terminal() {
    for (path, text) in sources() {
        if module(&path) == "engine" {
            for foreign in ["std::path", "std::env", "std::fs", "std::io", "std::time", "SystemTime", "println!"] {
                assert!(!text.contains(foreign), "{foreign} in {}", path.display());
            }
        }
    }
}
