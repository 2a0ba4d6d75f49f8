// Makes the mistakes that a caller in Go makes: one JSON object per line, see other-languages.test.ts.
package main

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

var (
	path, clientID, now = os.Getenv("SIGNED_PATH"), os.Getenv("CLIENT_ID"), os.Getenv("TIME")
	key                 *rsa.PrivateKey
)

type fields struct {
	AcquirerID  string  `json:"acquirerId"`
	PspID       string  `json:"pspId"`
	AccessToken string  `json:"accessToken"`
	VerifyType  *string `json:"verifyType"`
}

type withoutNull struct {
	fields
	VerifyType *string `json:"verifyType,omitempty"`
}

type sent struct{ body, target, signature string }

func content(body string) string { return contentWith(path, now, body) }

func contentWith(path, time, body string) string {
	return "POST " + path + "\n" + clientID + "." + time + "." + body
}

// marshal writes JSON without escapes for HTML, as the body is sent.
func marshal(value any, prepare func(*json.Encoder)) string {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	prepare(encoder)
	check(encoder.Encode(value))
	return strings.TrimSuffix(buffer.String(), "\n")
}

func sign(signed string) []byte {
	digest := sha256.Sum256([]byte(signed))
	return must(rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:]))
}

func encoded(signature []byte) string {
	return url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}

func emit(ids, made, signed string, other sent) {
	if other.signature == "" {
		other.signature = encoded(sign(signed))
	}
	if other.target == "" {
		other.target = path
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"ids": strings.Fields(ids), "made": made, "userAgent": "Go-http-client/1.1", "target": other.target, "time": now,
		"signature": "algorithm=RSA256, keyVersion=1, signature=" + other.signature,
		"body":      base64.StdEncoding.EncodeToString([]byte(other.body)),
	}))
}

func main() {
	block, _ := pem.Decode([]byte(os.Getenv("KEY")))
	key = must(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
	value := fields{AcquirerID: "102", PspID: "Café <a&b>/x", AccessToken: "281010033AB2/+x"}
	plain := marshal(value, func(*json.Encoder) {})
	indented := marshal(value, func(encoder *json.Encoder) { encoder.SetIndent("", "  ") })
	moment := must(time.Parse(time.RFC3339, now))
	asMap := map[string]any{}
	check(json.Unmarshal([]byte(plain), &asMap))
	query := "?a=b%20c"

	emit("body-html-escaped", "json.Marshal", content(string(must(json.Marshal(value)))), sent{body: plain})
	emit("body-trailing-newline", "json.Encoder for signing", content(plain+"\n"), sent{body: plain})
	emit("body-trailing-newline", "json.Encoder for sending", content(plain), sent{body: plain + "\n"})
	emit("body-key-order", "a map", content(marshal(asMap, func(*json.Encoder) {})), sent{body: plain})
	emit("body-pretty", "MarshalIndent signed", content(indented), sent{body: plain})
	emit("body-compact", "MarshalIndent sent", content(plain), sent{body: indented})
	emit("body-null-dropped", "omitempty", content(marshal(withoutNull{fields: value}, func(*json.Encoder) {})), sent{body: plain})
	emit("body-string-of-json", "a string marshalled", content(marshal(plain, func(*json.Encoder) {})), sent{body: plain})
	emit("path-query", "request.URL.Path", content(plain), sent{body: plain, target: path + query})
	emit("path-encoding", "QueryUnescape", contentWith(must(url.QueryUnescape(path+query)), now, plain), sent{body: plain, target: path + query})
	emit("path-full-url", "request.URL.String()", contentWith("https://mpp.example.com"+path, now, plain), sent{body: plain})
	emit("method-case", "strings.ToLower", strings.Replace(content(plain), "POST", "post", 1), sent{body: plain})
	emit("time-epoch", "UnixMilli", contentWith(path, strconv.FormatInt(moment.UnixMilli(), 10), plain), sent{body: plain})
	emit("time-fraction", "time.RFC3339", contentWith(path, moment.UTC().Format(time.RFC3339), plain), sent{body: plain})
	emit("time-zone", "In(zone)", contentWith(path, moment.In(time.FixedZone("", 8*3600)).Format("2006-01-02T15:04:05.000Z07:00"), plain), sent{body: plain})
	emit("line-feed-written-out", "a raw string", strings.Replace(content(plain), "\n", `\n`, 1), sent{body: plain})
	digest := sha256.Sum256([]byte(content(plain)))
	emit("hash-twice", "the digest hashed again", string(digest[:]), sent{body: plain})
	long := sha512.Sum512([]byte(content(plain)))
	emit("hash-sha-512", "SHA512", "", sent{body: plain, signature: encoded(must(rsa.SignPKCS1v15(nil, key, crypto.SHA512, long[:])))})
	emit("padding-pss", "SignPSS", "", sent{body: plain, signature: encoded(must(rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest[:], nil)))})
	emit("padding-bare-hash", "SignPKCS1v15 with hash 0", "", sent{body: plain, signature: encoded(must(rsa.SignPKCS1v15(nil, key, crypto.Hash(0), digest[:])))})
	right := sign(content(plain))
	emit("signature-hex", "hex", "", sent{body: plain, signature: hex.EncodeToString(right)})
	emit("signature-plus-to-blank", "QueryUnescape over plain base64", "", sent{body: plain, signature: must(url.QueryUnescape(base64.StdEncoding.EncodeToString(right)))})
	emit("signature-url-encoded-twice", "QueryEscape twice", "", sent{body: plain, signature: url.QueryEscape(encoded(right))})
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func must[T any](value T, err error) T {
	check(err)
	return value
}
