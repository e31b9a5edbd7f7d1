# What the action runs: its inputs come through the environment, so nothing of them is taken for
# shell. Annotations go to the log, a summary to the page of the run, SARIF to a file.
set -euo pipefail
vcc="${VCC:-$RUNNER_TEMP/vcc/bin/vcc}"
mapfile -t paths < <(printf '%s\n' "$PATHS" | sed '/^[[:space:]]*$/d')
more=()
if [ -n "${SINCE:-}" ]; then more+=("--since=$SINCE"); fi
if [ -n "${SARIF:-}" ]; then more+=(--report "sarif=$SARIF"); fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    summary=$(mktemp)
    more+=(--report "markdown=$summary")
fi
if [ -z "${VCC_LANG:-}" ]; then unset VCC_LANG; fi
code=0
"$vcc" check --format github --fail-on "$FAIL_ON" "${more[@]}" -- "${paths[@]}" || code=$?
if [ -n "${summary:-}" ]; then cat "$summary" >> "$GITHUB_STEP_SUMMARY"; fi
exit "$code"
