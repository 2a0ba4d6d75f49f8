<?php
// Signs and verifies sendOTP messages. The body comes from standard input.
//   sign.php sign   private.pem PATH CLIENT_ID TIME              prints the value of the Signature header
//   sign.php verify public.pem PATH CLIENT_ID TIME SIGNATURE     ends with 0 if the signature verifies, else with 1
//   sign.php call   private.pem mpp.public.pem URL CLIENT_ID     signs, sends, verifies the response, prints its body
declare(strict_types=1);

/** The exact bytes on the wire: never json_encode(json_decode($body)). */
function content(string $path, string $clientId, string $time, string $body): string
{
    return "POST $path\n$clientId.$time.$body";
}

function sign(string $privatePem, string $content): string
{
    openssl_sign($content, $signature, $privatePem, OPENSSL_ALGO_SHA256);
    return 'algorithm=RSA256, keyVersion=1, signature=' . rawurlencode(base64_encode($signature));
}

function verify(string $publicPem, string $header, string $content): bool
{
    preg_match_all('/(?:^|,)[ \t]*(\w+)=([^,\s]*)/', $header, $found);
    $pairs = array_combine($found[1], $found[2]);
    // rawurldecode, not urldecode: a plus is a character of base64.
    $signature = base64_decode(strtr(rawurldecode($pairs['signature'] ?? ''), '-_', '+/'), true);
    if (count($pairs) < count($found[1])) return false; // a repeated key (HDR-3)
    if ($signature === false || strcasecmp($pairs['algorithm'] ?? 'RSA256', 'RSA256') !== 0) return false;
    return openssl_verify($content, $signature, $publicPem, OPENSSL_ALGO_SHA256) === 1;
}

function call(string $privatePem, string $mppPem, string $url, string $clientId, string $body): string
{
    $parts = parse_url($url);
    $path = $parts['path'] . (isset($parts['query']) ? "?{$parts['query']}" : '');
    $time = gmdate('Y-m-d\TH:i:s\Z');
    $response = file_get_contents($url, false, stream_context_create(['http' => [
        'method' => 'POST',
        'content' => $body,
        'header' => [
            'Content-Type: application/json; charset=UTF-8',
            "Client-Id: $clientId",
            "Request-Time: $time",
            'Signature: ' . sign($privatePem, content($path, $clientId, $time, $body)),
        ],
    ]]));
    foreach ($http_response_header as $line) {
        [$name, $value] = explode(': ', $line, 2) + [1 => ''];
        $headers[strtolower($name)] = $value;
    }
    $signed = content($path, $clientId, $headers['response-time'] ?? '', $response);
    if (!verify($mppPem, $headers['signature'] ?? '', $signed))
        throw new RuntimeException('the signature of the response does not verify');
    return $response;
}

[, $command, $keyFile] = $argv;
[$key, $body, $rest] = [file_get_contents($keyFile), stream_get_contents(STDIN), array_slice($argv, 3)];
if ($command === 'sign') echo sign($key, content($rest[0], $rest[1], $rest[2], $body)), "\n";
elseif ($command === 'verify') exit(verify($key, $rest[3], content($rest[0], $rest[1], $rest[2], $body)) ? 0 : 1);
else echo call($key, file_get_contents($rest[0]), $rest[1], $rest[2], $body);
