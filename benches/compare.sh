#!/usr/bin/env bash
# letterlint beside ripgrep and typos on the same letters. Installs what is missing below target/bench-tools.
# Usage: benches/compare.sh [LETTERS], 20000 unless said.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$PWD/target/bench-tools
export PATH="$tools/bin:$PATH"
install() { command -v "$1" >/dev/null || cargo install --quiet --locked --root "$tools" "$2"; }
install rg ripgrep
install typos typos-cli

printf '%s, %s, %s cores, %s\n\n' "$(date -u +%F)" "$(uname -srm)" "$(nproc)" "$(rustc --version)"
printf '%s, %s\n\n' "$(rg --version | head -1)" "$(typos --version)"
cargo bench --quiet --locked --bench compare -- "${1:-20000}"
