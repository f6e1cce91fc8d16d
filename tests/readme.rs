//! What the README shows is what the program prints.

mod program;

use std::fs;

#[test]
fn the_screen_in_the_readme_is_real() {
    let root = env!("CARGO_MANIFEST_DIR");
    let readme = fs::read_to_string(format!("{root}/README.md")).unwrap();
    let screen = readme.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let mut blocks = screen.split("\n\n");
    let first = blocks.next().unwrap();
    let command: Vec<&str> =
        first.strip_prefix("$ letterlint ").expect("the screen begins with its command").split(' ').collect();
    let output = program::command(env!("CARGO_BIN_EXE_letterlint")).args(command).current_dir(root).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut shown = 0;
    for block in blocks.filter(|block| *block != "…") {
        assert!(printed.contains(block), "the README shows what is not printed:\n{block}\n--- printed:\n{printed}");
        shown += 1;
    }
    assert!(shown >= 3);
}
