import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.util.*;
/** Signs and verifies sendOTP messages. The body comes from standard input. Arguments: those of main, below. */
public class Sign {
  /** The exact bytes on the wire: never the object serialised again. */
  static byte[] content(String path, String clientId, String time, byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(("POST " + path + "\n" + clientId + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    bytes.write(body);
    return bytes.toByteArray();
  }
  static String sign(byte[] privateKey, byte[] content) throws GeneralSecurityException {
    var rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
    rsa.update(content);
    var signature = URLEncoder.encode(Base64.getEncoder().encodeToString(rsa.sign()), StandardCharsets.UTF_8);
    return "algorithm=RSA256, keyVersion=1, signature=" + signature;
  }
  static boolean verify(byte[] publicKey, String header, byte[] content) throws GeneralSecurityException {
    var rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)));
    rsa.update(content);
    var names = Arrays.stream(header.split(",")).map(pair -> pair.strip().replaceFirst("=.*", "")).toList();
    if (Set.copyOf(names).size() < names.size()) return false;
    try {
      // URLDecoder makes a plus a blank, and a plus is a character of base64.
      var base64 = URLDecoder.decode(part(header, "signature", "").replace("+", "%2B"), StandardCharsets.UTF_8);
      return rsa.verify(Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')))
          && part(header, "algorithm", "RSA256").equalsIgnoreCase("RSA256");
    } catch (IllegalArgumentException | SignatureException malformed) { return false; }
  }
  static String part(String header, String name, String otherwise) {
    return (header + "," + name + "=" + otherwise).replaceFirst("(?s)^(.*?,)??[ \t]*" + name + "=([^, \t]*).*", "$2");
  }
  static byte[] call(byte[] privateKey, byte[] mppKey, URI url, String id, byte[] body) throws Exception {
    var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    var time = java.time.Instant.now().toString();
    var request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .headers("Content-Type", "application/json; charset=UTF-8", "Client-Id", id, "Request-Time", time,
            "Signature", sign(privateKey, content(path, id, time, body))).build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    var signed = content(path, id, response.headers().firstValue("Response-Time").orElseThrow(), response.body());
    if (verify(mppKey, response.headers().firstValue("Signature").orElseThrow(), signed)) return response.body();
    throw new SignatureException("the signature of the response does not verify");
  }
  static byte[] pem(String file) throws IOException {
    return Base64.getMimeDecoder().decode(Files.readString(Path.of(file)).replaceAll("-----[^-]+-----", ""));
  }
  public static void main(String[] args) throws Exception {
    var body = System.in.readAllBytes();
    switch (args[0]) {
      case "sign" -> System.out.println(sign(pem(args[1]), content(args[2], args[3], args[4], body)));
      case "verify" -> System.exit(verify(pem(args[1]), args[5], content(args[2], args[3], args[4], body)) ? 0 : 1);
      default -> System.out.write(call(pem(args[1]), pem(args[2]), URI.create(args[3]), args[4], body));
    }
    System.out.flush();
  }
}
