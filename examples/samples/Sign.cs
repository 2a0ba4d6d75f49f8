// Signs and verifies sendOTP messages with .NET 8. The body comes from standard input.
//   sign   private.pem PATH CLIENT_ID TIME              prints the value of the Signature header
//   verify public.pem PATH CLIENT_ID TIME SIGNATURE     ends with 0 if the signature verifies, else with 1
//   call   private.pem mpp.public.pem URL CLIENT_ID     signs, sends, verifies the response, prints its body
using System; using System.IO; using System.Linq; using System.Net.Http; using System.Security.Cryptography;
using System.Text; using System.Text.RegularExpressions; using System.Threading.Tasks;

static class Sample
{
    // The exact bytes on the wire: never the object serialised again.
    static byte[] Content(string path, string clientId, string time, byte[] body) =>
        Encoding.UTF8.GetBytes($"POST {path}\n{clientId}.{time}.").Concat(body).ToArray();
    static RSA Key(string file)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }
    static string Sign(RSA key, byte[] content)
    {
        var signature = key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return "algorithm=RSA256, keyVersion=1, signature=" + Uri.EscapeDataString(Convert.ToBase64String(signature));
    }
    static bool Verify(RSA key, string header, byte[] content)
    {
        var names = header.Split(',').Select(part => part.Split('=')[0].Trim()).ToArray();
        if (names.Distinct().Count() < names.Length) return false;
        Func<string, Match> pair = name => Regex.Match(header, $"(?:^|,)[ \t]*{name}=([^, \t]*)");
        if (!Regex.IsMatch(pair("algorithm").Groups[1].Value, @"\A(?:RSA256)?\z", RegexOptions.IgnoreCase)) return false;
        // Uri.UnescapeDataString, not WebUtility.UrlDecode: a plus is a character of base64.
        var base64 = Uri.UnescapeDataString(pair("signature").Groups[1].Value).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        if (!Regex.IsMatch(base64, @"\A(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3})?\z")) return false;
        var signature = Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
    static async Task<byte[]> Call(RSA key, RSA mpp, Uri url, string clientId, byte[] body)
    {
        string path = url.PathAndQuery, time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=UTF-8");
        request.Headers.Add("Client-Id", clientId);
        request.Headers.Add("Request-Time", time);
        request.Headers.TryAddWithoutValidation("Signature", Sign(key, Content(path, clientId, time, body)));
        using (var http = new HttpClient())
        using (var response = await http.SendAsync(request))
        {
            var received = await response.Content.ReadAsByteArrayAsync();
            Func<string, string> header = name => string.Join(", ", response.Headers.GetValues(name));
            if (Verify(mpp, header("Signature"), Content(path, clientId, header("Response-Time"), received))) return received;
            throw new CryptographicException("the signature of the response does not verify");
        }
    }
    static int Main(string[] args)
    {
        var input = new MemoryStream();
        Console.OpenStandardInput().CopyTo(input);
        var body = input.ToArray();
        if (args[0] == "verify") return Verify(Key(args[1]), args[5], Content(args[2], args[3], args[4], body)) ? 0 : 1;
        var output = args[0] == "call" ? Call(Key(args[1]), Key(args[2]), new Uri(args[3]), args[4], body).Result
            : Encoding.ASCII.GetBytes(Sign(Key(args[1]), Content(args[2], args[3], args[4], body)) + "\n");
        Console.OpenStandardOutput().Write(output, 0, output.Length);
        return 0;
    }
}
