"""Plays the published cases against an implementation: judge.py cases.json profile.json [pattern of ids]

Prints the verdict of each case as JSON. It knows nothing of the contract but what the data say; what every response must
fulfil (`every.…`) is not in them.
"""
import base64, datetime, http.client, json, re, sys, threading, time, urllib.parse
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

data, profile = (json.load(open(file)) for file in sys.argv[1:3])
tokens, url = profile["accessTokens"], urllib.parse.urlsplit(profile["baseUrl"])
prefix = url.path.rstrip("/")
older, throttled = profile.get("olderKey", {}), profile.get("throttledClient", {})
pems = {"caller": profile["privateKey"], "olderKey": older.get("privateKey"), "throttledClient": throttled.get("privateKey")}
keys = {name: serialization.load_pem_private_key((pem or pems["caller"]).encode(), None) for name, pem in pems.items()}
keys["stranger"] = rsa.generate_private_key(65537, 2048)
places = {
    **{name: profile[name] for name in ("clientId", "keyVersion", "acquirerId", "pspId")},
    "signedPathPrefix": profile.get("signedPathPrefix", prefix), "olderKeyVersion": older.get("keyVersion"),
    "throttledClientId": throttled.get("clientId"), "throttledKeyVersion": throttled.get("keyVersion", profile["keyVersion"]),
    **{"token." + name: token for name, token in tokens.items()},
}
forms = {"otherCase": lambda text: text.upper() if text == text.lower() else text.lower(),
         "shorter": lambda text: text[:-1], "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1]}
requests, last_ms = 0, 0

def fill(text, more):
    def value(match):
        name, *cut = match[1].split(":") if match[1].startswith("signature.") else [match[1]]
        if cut:
            return more[name][int(cut[0]):int(cut[1]) if cut[1] else None]
        *ways, name = name.split(":")
        result = f"no-such-token-{last_ms}" if name == "token.unknown" else {**places, **more}[name]
        for way in reversed(ways):
            result = forms[way](result)
        return result
    return re.sub("«([^»]*)»", value, text)

def written_time(template):
    epoch_ms = last_ms + template["minutes"] * 60_000
    at, ms = datetime.datetime.fromtimestamp(epoch_ms // 1000, datetime.timezone.utc), f"{epoch_ms % 1000:03d}"
    fields = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S", "httpDate": "%a, %d %b %Y %H:%M:%S GMT",
              "SSS": ms, "cc": ms[:2], "d": ms[0], "u": ms[2], "epochMs": str(epoch_ms), "epochS": str(epoch_ms // 1000)}
    return fill(template["form"], {name: at.strftime(form) for name, form in fields.items()})

def filled_bytes(parts, more, body=b""):
    done = [body if part == "«body»" else fill(part, more).encode() if isinstance(part, str)
            else bytes.fromhex(part["hex"]) if "hex" in part else part for part in parts]
    size = sum(len(part) for part in done if isinstance(part, bytes))
    return b"".join(part if isinstance(part, bytes) else part["fill"].encode() * (part["size"] - size) for part in done)

def written_signatures(raw):
    plain, safe = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()
    encoded = urllib.parse.quote(plain, safe="")
    ways = {"urlEncoded": encoded, "urlEncodedLower": re.sub("%..", lambda code: code[0].lower(), encoded),
            "urlEncodedOpenPadding": encoded.replace("%3D", "="), "twiceEncoded": urllib.parse.quote(encoded, safe=""),
            "base64": plain, "base64WithoutPadding": plain.rstrip("="), "base64url": safe.rstrip("="), "base64urlPadded": safe,
            "hex": raw.hex(), "HEX": raw.hex().upper()}
    return {"signature." + name: text for name, text in ways.items()}

def make(operation, changes, sent={}):
    """A message of this recipe: what is sent, and the signature by the ways in which it can be written."""
    global last_ms
    recipe = {**data["operations"][operation]["plain"], **changes}
    names = {name.lower(): value for name, value in recipe["headers"]}
    usual = ["POST «signedPathPrefix»" + recipe["path"] + "\n" + names.get("client-id", "«clientId»") + ".«time».", "«body»"]
    digest = {"RSA-SHA1": hashes.SHA1(), "RSA-SHA512": hashes.SHA512()}.get(recipe.get("scheme"), hashes.SHA256())
    pads = padding.PSS(padding.MGF1(digest), padding.PSS.MAX_LENGTH) if recipe.get("scheme") == "PSS" else padding.PKCS1v15()
    signatures = {}
    while (not signatures or any(mark not in signatures["signature.base64"] for mark in recipe.get("signatureHas", []))
           or "signedTime" in recipe and more["signedTime"] == more["time"]):
        last_ms = max(int(time.time() * 1000), last_ms + 1)
        time_text = sent[recipe["timeOf"]]["time"] if "timeOf" in recipe else written_time(recipe["time"])
        more = {"time": time_text, "signedTime": written_time(recipe["signedTime"]) if "signedTime" in recipe else time_text}
        body = filled_bytes(recipe["body"], more)
        content = filled_bytes(recipe.get("content", usual), more, body)
        signatures = written_signatures(keys[recipe.get("signer", "caller")].sign(content, pads, digest))
    target = f"{url.scheme}://{url.netloc}{prefix}{recipe['path']}" if recipe.get("absoluteForm") else prefix + recipe["path"]
    headers = [(name, fill(value, {**more, **signatures})) for name, value in recipe["headers"]]
    return {"operation": operation, "method": recipe["method"], "target": target, "headers": headers, "body": body, "signatures": signatures, "time": more["time"]}

def send(message):
    """Status, code and success fields of the answer; nothing when there is none."""
    global requests
    requests += 1
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
    try:
        connection.putrequest(message["method"], message["target"], skip_accept_encoding=True)
        for name, value in message["headers"]:
            connection.putheader(name, value.encode("latin-1"))
        if message["body"] or message["method"] not in ("GET", "HEAD", "DELETE", "OPTIONS"):
            connection.putheader("Content-Length", str(len(message["body"])))
        connection.endheaders(message["body"])
        body = json.loads(connection.getresponse().read())
        fields = data["operations"][message["operation"]]["successFields"]
        return body["result"].get("resultStatus"), body["result"]["resultCode"], {name: body[name] for name in fields if name in body}
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None, None, {}
    finally:
        connection.close()

def call(operation, changes, sent={}):
    return (message := make(operation, changes, sent)), send(message)

def meets(answer, expect, operation, earlier=()):
    return answer[1] is not None and {
        "code": lambda: answer[1] in expect["codes"],
        "accepted": lambda: answer[1] in [plain[operation], *expect.get("or", [])],
        "not-S": lambda: answer[0] != "S" and answer[1] != "SUCCESS",
        "same-as": lambda: earlier[expect["step"]][1:] == answer[1:],
    }[expect["kind"]]()

def share(operation, step):
    """Every answer to a message that cases share, and the one that speaks for it."""
    if step["name"] not in shared:
        message, answers = make(operation, step["send"]), []
        threads = [threading.Thread(target=lambda: answers.append(send(message))) for _ in range(step["copies"])]
        [thread.start() for thread in threads], [thread.join() for thread in threads]
        shared[step["name"]] = message, answers
    message, answers = shared[step["name"]]
    return message, answers, max(answers, key=lambda answer: answer[0] == "S")

def meet_fixtures():
    for case, step in ((case, step) for case in data["cases"] for step in case["steps"] if has(step.get("meets", ""))):
        fixture, usual = step["meets"], plain[case["operation"]]
        if step["kind"] == "call":
            met[id(step)] = call(case["operation"], step["send"])
        code = met[id(step)][1][1] if id(step) in met else share(case["operation"], step)[2][1]
        codes.add(code)
        unknown = {"throttledClient": ["INVALID_CLIENT", "KEY_NOT_FOUND", "INVALID_SIGNATURE"], "cancelled": ["EXPIRED_ACCESS_TOKEN"],
                   "expired": ["INVALID_TOKEN", usual]}.get(fixture, ["INVALID_TOKEN", "EXPIRED_ACCESS_TOKEN", usual])
        if code in unknown:
            wrong.add(fixture)

def has(fixture):
    return fixture not in wrong and (fixture in tokens or fixture in profile or fixture in ("agreements", "unknownTokens"))

def result_of(operation, step, index, sent, answers):
    for premise in step.get("premises", []):
        if premise["name"] not in premises:
            premises[premise["name"]] = meets(call(operation, premise["send"])[1], premise["expect"], operation)
    if not all(premises[premise["name"]] for premise in step.get("premises", [])) or not all(map(has, step.get("needs", []))):
        return "left-out"
    copies = []
    if step["kind"] == "shared":
        message, copies, answer = share(operation, step)
    elif step["kind"] == "again":
        message, changes = dict(sent[step["again"]]), step.get("changes", {})
        names = {name.lower(): name for name in changes.get("headerNames", [])}
        written = {"signature": fill(changes["signature"], message["signatures"])} if "signature" in changes else {}
        message["headers"] = [(names.get(name.lower(), name), written.get(name.lower(), value)) for name, value in message["headers"]]
        message["headers"] += map(tuple, changes.get("headers", []))
        answer = send(message)
    else:
        message, answer = met.pop(id(step), None) or call(operation, step["send"], sent)
    sent[index], answers[index] = message, answer
    if step.get("everyCopy") and len({json.dumps(copy[1:]) for copy in copies}) > 1:
        return "fails"
    if meets(answer, step["expect"], operation, answers):
        return "fits"
    is_busy = answer[1] == "REQUEST_TRAFFIC_EXCEED_LIMIT" and call(operation, {})[1][1] == answer[1]
    return "left-out" if is_busy else "fails"

def refused_twin(operation, step, twins):
    """The code of the repaired message where it is refused, too; nothing where it is accepted."""
    if not step["plants"] and set(step["send"]) <= {"body"} and plain[operation] in step["expect"]["codes"]:
        return None if codes - {plain[operation]} else plain[operation]
    key = json.dumps(step.get("repaired", {}))
    if key not in twins:
        answer = call(operation, step.get("repaired", {}))[1]
        twins[key] = None if meets(answer, {"kind": "accepted"}, operation) else answer[1] or "no answer"
    return twins[key]

def verdict_of(case):
    if not all(map(has, case.get("needs", []))):
        return "not-tried"
    sent, answers, results, twins, operation = {}, {}, [], {}, case["operation"]
    for index, step in enumerate(case["steps"]):
        results.append(result_of(operation, step, index, sent, answers))
        is_built_on = any(index in (other.get("again"), other.get("send", {}).get("timeOf")) for other in case["steps"])
        if results[-1] != "fits" and (is_built_on or (step["kind"] == "again" and results[-1] == "fails")):
            break
    for index, (step, result) in enumerate(zip(case["steps"], results)):
        twin = refused_twin(operation, step, twins) if step.get("counterpart") and result != "left-out" else None
        if twin and (result == "fits" or twin == answers[index][1]):
            results[index] = "left-out"
    return "failed" if "fails" in results else "passed" if "fits" in results else "not-tried"

shared, premises, met, wrong, codes = {}, {}, {}, set(), set()
plain = {name: call(name, {})[1][1] for name in data["operations"]}
meet_fixtures()
rank = lambda case: 2 if case.get("last") else 0 if any(step["kind"] == "shared" for step in case["steps"]) else 1
selected = [case for case in data["cases"] if re.match(sys.argv[3] if len(sys.argv) > 3 else "", case["id"])]
print(json.dumps({"verdicts": {case["id"]: verdict_of(case) for case in sorted(selected, key=rank)}, "requests": requests}))
