// Signs and verifies sendOTP messages. The body comes from standard input. Arguments: those of main, below.
package main

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

func digest(path, clientID, at, body string) [32]byte { // the exact bytes on the wire, never the value marshalled again
	return sha256.Sum256([]byte("POST " + path + "\n" + clientID + "." + at + "." + body))
}
func sign(pkcs8 []byte, digest [32]byte) string {
	signature := must(rsa.SignPKCS1v15(nil, must(x509.ParsePKCS8PrivateKey(pkcs8)).(*rsa.PrivateKey), crypto.SHA256, digest[:]))
	return "algorithm=RSA256, keyVersion=1, signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}
func verify(spki []byte, header string, digest [32]byte) error {
	parts, err := url.ParseQuery(strings.NewReplacer(",", "&", " ", "", "\t", "", "+", "%2B").Replace(header)) // a plus is a character of base64, not a blank
	// ParseQuery merges repeated keys: fewer keys than pairs means that one is repeated.
	if algorithm := parts.Get("algorithm"); err != nil || len(parts) <= strings.Count(header, ",") || algorithm != "" && !strings.EqualFold(algorithm, "RSA256") {
		return rsa.ErrVerification
	}
	signature, _ := base64.RawURLEncoding.DecodeString(strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(parts.Get("signature")))
	return rsa.VerifyPKCS1v15(must(x509.ParsePKIXPublicKey(spki)).(*rsa.PublicKey), crypto.SHA256, digest[:], signature)
}
func call(key, mpp []byte, target, clientID, body string) string {
	request := must(http.NewRequest("POST", target, strings.NewReader(body)))
	path, at := request.URL.RequestURI(), time.Now().UTC().Format(time.RFC3339)
	request.Header = http.Header{"Content-Type": {"application/json"}, "Client-Id": {clientID}, "Request-Time": {at}, "Signature": {sign(key, digest(path, clientID, at, body))}}
	response := must(http.DefaultClient.Do(request))
	received, header := string(must(io.ReadAll(response.Body))), response.Header
	return must(received, verify(mpp, header.Get("Signature"), digest(path, clientID, header.Get("Response-Time"), received)))
}
func der(file string) []byte {
	block, _ := pem.Decode(must(os.ReadFile(file)))
	return block.Bytes
}
func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
func main() {
	args, body := os.Args[1:], string(must(io.ReadAll(os.Stdin)))
	if args[0] == "sign" {
		body = sign(der(args[1]), digest(args[2], args[3], args[4], body)) + "\n"
	} else if args[0] == "verify" {
		body = must("", verify(der(args[1]), args[5], digest(args[2], args[3], args[4], body)))
	} else {
		body = call(der(args[1]), der(args[2]), args[3], args[4], body)
	}
	os.Stdout.WriteString(body)
}
