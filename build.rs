//! Puts every file below `rules/` into the program: a table of paths and texts.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    let mut table = String::from("pub static FILES: &[crate::fault::TomlFile] = &[\n");
    for file in files {
        let shown = file.strip_prefix("rules").unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let path = fs::canonicalize(&file)?;
        writeln!(table, "    crate::fault::TomlFile {{ path: {shown:?}, text: include_str!({path:?}) }},")
            .expect("a string takes all");
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("built_in.rs"), table)
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
