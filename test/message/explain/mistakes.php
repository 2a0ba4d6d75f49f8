<?php
// Makes the mistakes that a caller in PHP makes: one JSON object per line, see other-languages.test.ts.
declare(strict_types=1);

$key = getenv('KEY');
[$path, $clientId, $now] = [getenv('SIGNED_PATH'), getenv('CLIENT_ID'), getenv('TIME')];
$fields = ['acquirerId' => '102', 'pspId' => 'Café <a&b>/x', 'accessToken' => '281010033AB2/+x', 'verifyType' => null];
$flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;
$plain = json_encode($fields, $flags);
$query = '?a=b%20c';

function content(string $body, array $other = []): string
{
    global $path, $clientId, $now;
    $parts = $other + ['path' => $path, 'time' => $now];
    return "POST {$parts['path']}\n$clientId.{$parts['time']}.$body";
}

function emit(string $ids, string $made, string $signed, array $sent = []): void
{
    global $key, $path, $now, $plain;
    $sent += ['body' => $plain, 'target' => $path, 'time' => $now, 'hash' => OPENSSL_ALGO_SHA256, 'encode' => null];
    openssl_sign($signed, $signature, $key, $sent['hash']);
    $encode = $sent['encode'] ?? fn (string $value): string => rawurlencode(base64_encode($value));
    echo json_encode([
        'ids' => explode(' ', $ids), 'made' => $made, 'userAgent' => 'GuzzleHttp/7', 'target' => $sent['target'],
        'time' => $sent['time'], 'signature' => 'algorithm=RSA256, keyVersion=1, signature=' . $encode($signature),
        'body' => base64_encode($sent['body']),
    ]), "\n";
}

emit('body-slashes-escaped body-non-ascii-escaped', 'json_encode without flags', content(json_encode($fields)));
emit('body-slashes-escaped', 'json_encode with JSON_UNESCAPED_UNICODE', content(json_encode($fields, JSON_UNESCAPED_UNICODE)));
emit('body-non-ascii-escaped', 'json_encode with JSON_UNESCAPED_SLASHES', content(json_encode($fields, JSON_UNESCAPED_SLASHES)));
emit('body-pretty', 'JSON_PRETTY_PRINT signed', content(json_encode($fields, $flags | JSON_PRETTY_PRINT)));
emit('body-compact', 'JSON_PRETTY_PRINT sent', content($plain), ['body' => json_encode($fields, $flags | JSON_PRETTY_PRINT)]);
$sorted = $fields;
ksort($sorted);
emit('body-key-order', 'ksort', content(json_encode($sorted, $flags)));
emit('body-null-dropped', 'array_filter', content(json_encode(array_filter($fields, fn ($value) => $value !== null), $flags)));
emit('body-html-escaped', 'htmlspecialchars', content(htmlspecialchars($plain, ENT_NOQUOTES)));
emit('body-wrong-charset', 'mb_convert_encoding to latin-1', content(iconv('UTF-8', 'ISO-8859-1', $plain)));
emit('body-trailing-newline', 'a line feed at the end', content("$plain\n"));
emit('body-bom', 'a byte order mark in the file', content($plain), ['body' => "\u{FEFF}$plain"]);
emit('path-query', 'parse_url PHP_URL_PATH', content($plain), ['target' => $path . $query]);
emit('path-encoding', 'urldecode of REQUEST_URI', content($plain, ['path' => $path . urldecode($query)]), ['target' => $path . $query]);
emit('path-full-url', 'the URL', content($plain, ['path' => 'https://mpp.example.com' . $path]));
emit('method-case', 'strtolower', preg_replace('/^POST/', 'post', content($plain)));
emit('time-epoch', 'time()', content($plain, ['time' => (string) strtotime($now)]));
emit('time-zone', 'date_default_timezone_set', content($plain, ['time' => (new DateTime($now))->setTimezone(new DateTimeZone('+08:00'))->format('Y-m-d\TH:i:s.vP')]));
emit('line-feed-written-out', 'single quotes', str_replace("\n", '\n', content($plain)));
emit('line-feed-crlf', 'PHP_EOL on Windows', str_replace("\n", "\r\n", content($plain)));
emit('hash-twice', 'hash() before openssl_sign', hash('sha256', content($plain)));
emit('hash-sha-1', 'openssl_sign without an algorithm', content($plain), ['hash' => OPENSSL_ALGO_SHA1]);
emit('signature-hex', 'bin2hex', content($plain), ['encode' => fn (string $value): string => bin2hex($value)]);
emit('signature-plus-to-blank', 'urldecode over plain base64', content($plain), ['encode' => fn (string $value): string => urldecode(base64_encode($value))]);
emit('signature-line-breaks', 'chunk_split', content($plain), ['encode' => fn (string $value): string => rawurlencode(chunk_split(base64_encode($value)))]);
emit('signature-url-encoded-twice', 'urlencode twice', content($plain), ['encode' => fn (string $value): string => urlencode(urlencode(base64_encode($value)))]);
