#!/bin/sh
# Signs and verifies sendOTP messages with openssl, and calls with curl. The body comes from standard input.
#   sign.sh sign   private.pem PATH CLIENT_ID TIME              prints the value of the Signature header
#   sign.sh verify public.pem PATH CLIENT_ID TIME SIGNATURE     ends with 0 if the signature verifies, else with 1
#   sign.sh call   private.pem mpp.public.pem URL CLIENT_ID     signs, sends, verifies the response, prints its body
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# In a file: a variable would lose the line feeds at the end of the body, and they are signed.
cat >"$work/body"

content() { # PATH CLIENT_ID TIME BODY_FILE: the exact bytes on the wire, nothing serialised again
  printf 'POST %s\n%s.%s.' "$1" "$2" "$3"
  cat "$4"
}

sign() { # PRIVATE_KEY, then as content
  key=$1 && shift
  signature=$(content "$@" | openssl dgst -sha256 -sign "$key" | openssl base64 -A |
    sed 's/+/%2B/g; s|/|%2F|g; s/=/%3D/g')
  echo "algorithm=RSA256, keyVersion=1, signature=$signature"
}

verify() { # PUBLIC_KEY SIGNATURE_HEADER, then as content
  key=$1 header=$2 && shift 2
  [ -z "$(printf '%s' "$header" | tr -d '[:blank:]' | tr ',' '\n' | cut -d= -f1 | sort | uniq -d)" ] || return 1 # a repeated key (HDR-3)
  case $(part algorithm "$header") in '' | [Rr][Ss][Aa]256) ;; *) return 1 ;; esac
  value=$(part signature "$header" | sed 's/%2B/+/gI; s|%2F|/|gI; s/%3D//gI; s/=//g' | tr '_-' '/+')
  while [ $((${#value} % 4)) -ne 0 ]; do value="$value="; done
  printf '%s' "$value" | openssl base64 -d -A >"$work/signature" 2>/dev/null || return 1
  content "$@" | openssl dgst -sha256 -verify "$key" -signature "$work/signature" >/dev/null 2>&1
}

part() { # NAME SIGNATURE_HEADER: the value of one pair
  printf '%s\n' "$2" | tr ',' '\n' | sed -n "s/^[[:blank:]]*$1=\([^[:blank:]]*\)[[:blank:]]*$/\1/p" | head -n 1
}

header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: *//Ip"; }

case $1 in
  sign) sign "$2" "$3" "$4" "$5" "$work/body" ;;
  verify) verify "$2" "$6" "$3" "$4" "$5" "$work/body" ;;
  call)
    path=/${4#*://*/}
    time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    curl -sS "$4" --data-binary "@$work/body" -D "$work/headers" -o "$work/response" \
      -H 'Content-Type: application/json; charset=UTF-8' \
      -H "Client-Id: $5" -H "Request-Time: $time" -H "Signature: $(sign "$2" "$path" "$5" "$time" "$work/body")"
    if ! verify "$3" "$(header Signature)" "$path" "$5" "$(header Response-Time)" "$work/response"; then
      echo 'the signature of the response does not verify' >&2
      exit 1
    fi
    cat "$work/response"
    ;;
esac
