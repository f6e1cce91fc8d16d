//! Prepares the rules below `rules/`: compiles every language, so that starting costs next to nothing, and stops
//! the build where a rule file is broken.

#[path = "src/fault/mod.rs"]
#[allow(dead_code)] // what only settings use
mod fault;
#[path = "src/finding.rs"]
#[allow(dead_code)] // what only the program uses
mod finding;
#[path = "src/language/mod.rs"]
#[allow(dead_code, unused_imports)]
mod language;
#[path = "src/pack/mod.rs"]
#[allow(dead_code, unused_imports)]
mod pack;
#[path = "src/suggest.rs"]
mod suggest;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let mut paths = Vec::new();
    collect(Path::new("rules"), &mut paths)?;
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix("rules").unwrap_or(path).to_string_lossy().replace('\\', "/");
    let files: Vec<(String, String)> =
        paths.iter().map(|path| Ok((name(path), fs::read_to_string(path)?))).collect::<io::Result<_>>()?;
    let sources: Vec<fault::TomlFile> = files.iter().map(|(path, text)| fault::TomlFile { path, text }).collect();
    let rules = pack::Rules::read(&sources, &[]).unwrap_or_else(|fault| panic!("{}", place(&fault)));

    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("rules"), bytes(&rules.rules))?;
    for known in &rules.languages {
        fs::write(out.join(format!("{}.grammar", known.language)), bytes(&known.grammar))?;
        fs::write(out.join(format!("{}.program", known.language)), known.programs[0].bytes())?;
    }
    fs::write(out.join("sources.rs"), table(&paths, &files)?)
}

fn bytes(value: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("nothing in it is of unknown length")
}

/// "rules/tone/no-blame.toml:12: …"
fn place(fault: &fault::Fault) -> String {
    let start = fault.span.as_ref().map_or(0, |span| span.start);
    let line = fault::TomlFile { path: &fault.path, text: &fault.text }.line(start);
    format!("rules/{}:{line}: {} {}", fault.path, fault.message, fault.help.as_deref().unwrap_or_default())
}

/// A table of the files, for what needs their examples and texts.
fn table(paths: &[PathBuf], files: &[(String, String)]) -> io::Result<String> {
    let mut table = String::from("/// The files below `rules/`.\npub static SOURCES: &[crate::fault::TomlFile] = &[\n");
    for (path, (name, _)) in paths.iter().zip(files) {
        let path = fs::canonicalize(path)?;
        writeln!(table, "    crate::fault::TomlFile {{ path: {name:?}, text: include_str!({path:?}) }},")
            .expect("a string takes all");
    }
    table.push_str("];\n");
    Ok(table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
