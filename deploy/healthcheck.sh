#!/bin/bash
# 0 when this container's server is ready. No JVM is started for that, and no curl is needed.
# With TLS it is only seen whether the port is open: bash speaks no TLS.
set -u

exec 3<>"/dev/tcp/127.0.0.1/${PORT:-8000}" || exit 1
[ -z "${TLS_CERT_FILE-}" ] || exit 0
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\nUser-Agent: healthcheck\r\n\r\n' >&3
read -r -t 3 _ status _ <&3 && [ "$status" = 200 ]
