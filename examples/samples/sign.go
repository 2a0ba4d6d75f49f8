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
	"regexp"
	"strings"
	"time"
)

// digest hashes the exact bytes on the wire: never the value marshalled again.
func digest(path, clientID, at string, body []byte) [32]byte {
	return sha256.Sum256([]byte("POST " + path + "\n" + clientID + "." + at + "." + string(body)))
}
func sign(pkcs8 []byte, digest [32]byte) string {
	signature := must(rsa.SignPKCS1v15(nil, must(x509.ParsePKCS8PrivateKey(pkcs8)).(*rsa.PrivateKey), crypto.SHA256, digest[:]))
	return "algorithm=RSA256, keyVersion=1, signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}
func verify(spki []byte, header string, digest [32]byte) error {
	// PathUnescape, not QueryUnescape: a plus is a character of base64.
	value, _ := url.PathUnescape(part("signature", header))
	signature, err := base64.RawURLEncoding.DecodeString(strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(value))
	if algorithm := part("algorithm", header); err != nil || algorithm != "" && !strings.EqualFold(algorithm, "RSA256") {
		return rsa.ErrVerification
	}
	return rsa.VerifyPKCS1v15(must(x509.ParsePKIXPublicKey(spki)).(*rsa.PublicKey), crypto.SHA256, digest[:], signature)
}
func call(key, mpp []byte, target, clientID string, body []byte) []byte {
	request := must(http.NewRequest("POST", target, strings.NewReader(string(body))))
	path, at := request.URL.RequestURI(), time.Now().UTC().Format(time.RFC3339)
	request.Header = http.Header{"Client-Id": {clientID}, "Request-Time": {at}, "Content-Type": {"application/json"},
		"Signature": {sign(key, digest(path, clientID, at, body))}}
	response := must(http.DefaultClient.Do(request))
	received, answer := must(io.ReadAll(response.Body)), response.Header
	return must(received, verify(mpp, answer.Get("Signature"), digest(path, clientID, answer.Get("Response-Time"), received)))
}
func part(name, header string) string {
	return append(regexp.MustCompile(`(?:^|,)[ \t]*`+name+`=([^,\s]*)`).FindStringSubmatch(header), "", "")[1]
}
func der(file string) []byte { block, _ := pem.Decode(must(os.ReadFile(file))); return block.Bytes }
func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
func main() {
	args, body := os.Args[1:], must(io.ReadAll(os.Stdin))
	if args[0] == "sign" {
		os.Stdout.WriteString(sign(der(args[1]), digest(args[2], args[3], args[4], body)) + "\n")
	} else if args[0] == "verify" {
		must(0, verify(der(args[1]), args[5], digest(args[2], args[3], args[4], body)))
	} else {
		os.Stdout.Write(call(der(args[1]), der(args[2]), args[3], args[4], body))
	}
}
