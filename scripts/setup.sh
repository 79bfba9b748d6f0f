#!/usr/bin/env bash
# Installs what is missing of the C libraries and of the servers that tests and benchmarks use (Debian, Ubuntu).
set -euo pipefail
packages=()
need() { "$@" >/dev/null 2>&1; }
need pkg-config --version || packages+=(pkg-config)
library() { need pkg-config --exists "$1" || packages+=("$2"); }
library libcurl libcurl4-openssl-dev
library libcrypto libssl-dev
library zlib zlib1g-dev
library libpcre2-8 libpcre2-dev
library libxml-2.0 libxml2-dev
library sqlite3 libsqlite3-dev
[ -x /usr/sbin/nginx ] || need command -v nginx || packages+=(nginx-light)
need command -v tinyproxy || packages+=(tinyproxy-bin)
[ ${#packages[@]} -eq 0 ] && exit 0
echo "setup: installing ${packages[*]}"
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
if ! command -v apt-get >/dev/null; then
    echo "setup: this is not Debian or Ubuntu; please install the equivalents of: ${packages[*]}" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq "${packages[@]}" >/dev/null
