#!/bin/sh
# Prints the path of a Chromium; installs Debian's where there is none and apt is there.
set -eu
find_it() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then return 0; fi
  done
  return 1
}
find_it && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2 && find_it && exit 0
fi
echo "No browser found: install Chromium, or name one in CHROMIUM=…" >&2
exit 1
