import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes the mistakes that a caller in Java makes: one JSON object per line, see other-languages.test.ts. */
public class Mistakes {
  static final String PATH = System.getenv("SIGNED_PATH"), CLIENT = System.getenv("CLIENT_ID"), TIME = System.getenv("TIME");
  static PrivateKey key;

  static String json(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{");
    fields.forEach((name, value) -> text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":\"").append(value).append('"'));
    return text.append("}").toString();
  }

  static String content(String body, String path, String time) {
    return "POST " + path + "\n" + CLIENT + "." + time + "." + body;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] sign(String algorithm, byte[] content) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    if (algorithm.equals("RSASSA-PSS")) signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  static String encoded(byte[] signature) {
    return URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
  }

  static void emit(String id, String made, String signature, String body, String target) {
    System.out.println("{\"ids\":[\"" + id + "\"],\"made\":\"" + made + "\",\"userAgent\":\"Java/17.0.15\",\"target\":\"" + target
        + "\",\"time\":\"" + TIME + "\",\"signature\":\"algorithm=RSA256, keyVersion=1, signature=" + signature
        + "\",\"body\":\"" + Base64.getEncoder().encodeToString(utf8(body)) + "\"}");
  }

  static void emit(String id, String made, String signed, String body) throws Exception {
    emit(id, made, encoded(sign("SHA256withRSA", utf8(signed))), body, PATH);
  }

  public static void main(String[] args) throws Exception {
    String pem = System.getenv("KEY").replaceAll("-----[^-]+-----|\\s", "");
    key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("pspId", "Café Ünïon");
    fields.put("accessToken", "281010033AB2/+x");
    fields.put("acquirerId", "102");
    String body = json(fields), right = content(body, PATH, TIME), query = "?b=x%20y";

    emit("body-key-order", "a TreeMap", content(json(new TreeMap<>(fields)), PATH, TIME), body);
    emit("body-printed-object", "Map.toString()", content(fields.toString(), PATH, TIME), body);
    emit("body-pretty", "Jackson's pretty printer", content(body.replace("{", "{\n  ").replace("\",\"", "\",\n  \"").replace("\":", "\" : ").replace("}", "\n}"), PATH, TIME), body);
    emit("body-html-escaped", "Gson with HTML escapes", content(body.replace("Café", "a\\u003d\\u0026").replace("Ünïon", "b"), PATH, TIME), body.replace("Café", "a=&").replace("Ünïon", "b"));
    emit("body-wrong-charset", "new String(bytes, ISO_8859_1)", content(new String(utf8(body), StandardCharsets.ISO_8859_1), PATH, TIME), body);
    emit("body-wrong-charset", "getBytes() in ISO-8859-1", encoded(sign("SHA256withRSA", right.getBytes(StandardCharsets.ISO_8859_1))), body, PATH);
    emit("body-wrong-charset", "getBytes() in ASCII", encoded(sign("SHA256withRSA", right.getBytes(StandardCharsets.US_ASCII))), body, PATH);
    emit("body-normalised", "Normalizer NFD", content(Normalizer.normalize(body, Normalizer.Form.NFD), PATH, TIME), body);
    emit("content-encoded", "getBytes() in UTF-16LE", encoded(sign("SHA256withRSA", right.getBytes(StandardCharsets.UTF_16LE))), body, PATH);
    emit("path-query", "getRequestURI() without getQueryString()", encoded(sign("SHA256withRSA", utf8(right))), body, PATH + query);
    emit("path-prefix", "getPathInfo()", encoded(sign("SHA256withRSA", utf8(right))), body, "/wallet" + PATH);
    emit("path-full-url", "getRequestURL()", content(body, "https://mpp.example.com" + PATH, TIME), body);
    OffsetDateTime moment = OffsetDateTime.parse(TIME);
    emit("time-epoch", "System.currentTimeMillis()", content(body, PATH, String.valueOf(moment.toInstant().toEpochMilli())), body);
    emit("time-zone", "OffsetDateTime in +08:00", content(body, PATH, moment.withOffsetSameInstant(ZoneOffset.ofHours(8)).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)), body);
    emit("time-taken-twice", "now() twice", content(body, PATH, moment.plusNanos(7_000_000).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX"))), body);
    emit("line-feed-crlf", "%n on Windows", right.replace("\n", "\r\n"), body);
    emit("line-feed-missing", "a StringBuilder without it", right.replace("\n", ""), body);
    emit("dots-missing", "a StringBuilder without dots", "POST " + PATH + "\n" + CLIENT + TIME + body, body);
    emit("hash-twice", "MessageDigest before Signature", encoded(sign("SHA256withRSA", MessageDigest.getInstance("SHA-256").digest(utf8(right)))), body, PATH);
    emit("hash-sha-1", "SHA1withRSA", encoded(sign("SHA1withRSA", utf8(right))), body, PATH);
    emit("hash-sha-512", "SHA512withRSA", encoded(sign("SHA512withRSA", utf8(right))), body, PATH);
    emit("padding-pss", "RSASSA-PSS", encoded(sign("RSASSA-PSS", utf8(right))), body, PATH);
    byte[] signature = sign("SHA256withRSA", utf8(right));
    emit("signature-line-breaks", "getMimeEncoder()", URLEncoder.encode(Base64.getMimeEncoder().encodeToString(signature), StandardCharsets.UTF_8), body, PATH);
    emit("signature-plus-to-blank", "URLDecoder over plain base64", URLDecoder.decode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8), body, PATH);
    emit("signature-url-encoded-twice", "URLEncoder twice", URLEncoder.encode(encoded(signature), StandardCharsets.UTF_8), body, PATH);
  }
}
