// What .NET has and Mono lacks, so that Mono can run the sample as it is: RSA.ImportFromPem, for PKCS#8 and SPKI.
using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

static class MonoPem
{
    public static void ImportFromPem(this RSA rsa, string pem)
    {
        var der = Convert.FromBase64String(Regex.Replace(pem, "-----[A-Z ]+-----|\\s", ""));
        var outer = new BinaryReader(new MemoryStream(Value(new BinaryReader(new MemoryStream(der)))));
        var isPrivate = pem.Contains("PRIVATE");
        if (isPrivate) Value(outer); // version
        Value(outer); // algorithm
        // A bit string begins with the number of its unused bits, an octet string does not.
        var inner = Value(outer).Skip(isPrivate ? 0 : 1).ToArray();
        var key = new BinaryReader(new MemoryStream(Value(new BinaryReader(new MemoryStream(inner)))));
        if (isPrivate) Value(key); // version
        var parameters = new RSAParameters { Modulus = Number(key), Exponent = Number(key) };
        if (isPrivate)
        {
            var bytes = parameters.Modulus.Length;
            var half = (bytes + 1) / 2;
            parameters.D = Number(key, bytes);
            parameters.P = Number(key, half);
            parameters.Q = Number(key, half);
            parameters.DP = Number(key, half);
            parameters.DQ = Number(key, half);
            parameters.InverseQ = Number(key, half);
        }
        rsa.ImportParameters(parameters);
    }

    static byte[] Value(BinaryReader der)
    {
        der.ReadByte();
        int length = der.ReadByte();
        if (length > 127) length = der.ReadBytes(length - 128).Aggregate(0, (sum, one) => sum * 256 + one);
        return der.ReadBytes(length);
    }

    static byte[] Number(BinaryReader der, int length = 0)
    {
        var number = Value(der).SkipWhile(one => one == 0).ToArray();
        return new byte[Math.Max(0, length - number.Length)].Concat(number).ToArray();
    }
}
