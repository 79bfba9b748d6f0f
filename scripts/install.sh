#!/usr/bin/env bash
# Installs a built zonda below a folder, with its man page and completions, which the program itself writes.
# Usage: install.sh PROGRAM FOLDER
set -euo pipefail
program=$1
folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" manual >"$work/zonda.1"
for shell in bash zsh fish; do "$program" --generate-completion-script "$shell" >"$work/$shell"; done
install -D -m 755 "$program" "$folder/bin/zonda"
install -D -m 644 "$work/zonda.1" "$folder/share/man/man1/zonda.1"
install -D -m 644 "$work/bash" "$folder/share/bash-completion/completions/zonda"
install -D -m 644 "$work/zsh" "$folder/share/zsh/site-functions/_zonda"
install -D -m 644 "$work/fish" "$folder/share/fish/vendor_completions.d/zonda.fish"
echo "installed $("$program" --version) below $folder"
