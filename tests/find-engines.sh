#!/bin/sh
# Prints which engines besides Chromium can be driven here, after installing Debian's where they are missing and apt-get may.
# What cannot be had is said in one line, and left out.
set -eu
GECKODRIVER_VERSION=0.37.1
tools=$(cd "$(dirname "$0")/.." && pwd)/.tools
PATH="$tools/bin:$PATH"
has() { command -v "$1" >/dev/null; }
# Asks for the list of packages once.
debian() {
  has apt-get && [ "$(id -u)" = 0 ] || return 1
  if [ -z "${updated:-}" ]; then apt-get update -qq >&2 && updated=yes || return 1; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
has_firefox() { has firefox-esr || has firefox; }
# Debian has no geckodriver, and npm's is fetched from elsewhere.
get_firefox() {
  has_firefox || debian firefox-esr || return 1
  has geckodriver && return
  has cargo || return 1
  echo "geckodriver is compiled, once …" >&2
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --quiet geckodriver --locked --version "$GECKODRIVER_VERSION" --root "$tools" >&2
}
get_webkit() {
  { has WebKitWebDriver || debian webkit2gtk-driver; } && { has Xvfb || debian xvfb; }
}
for engine in firefox webkit; do
  if "get_$engine"; then
    echo "$engine"
  elif [ "$engine" = firefox ]; then
    echo "SKIPPED: Firefox. It needs firefox (Debian: firefox-esr) and geckodriver (cargo install geckodriver)." >&2
  else
    echo "SKIPPED: WebKitGTK. It needs WebKitWebDriver and Xvfb (Debian: webkit2gtk-driver xvfb)." >&2
  fi
done
