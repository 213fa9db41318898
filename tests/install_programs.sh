#!/bin/sh
# Debian's Chromium for the browser tests and a Java for Spark, where they are missing and may be installed; the tests that
# need what is not there are skipped
has() {
    for program in "$@"; do
        command -v "$program" >/dev/null && return 0
    done
    return 1
}

packages=
has chromium chromium-browser google-chrome || packages="$packages chromium"
has java || [ -n "$JAVA_HOME" ] || packages="$packages openjdk-17-jre-headless"
[ -n "$packages" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! has apt-get; then
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
for package in $packages; do
    timeout 300 sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $package" >/dev/null 2>&1 ||
        echo "$package could not be installed: tests that need it are skipped" >&2
done
exit 0
