//! Reading a request to the page's server: what is asked for, and whether it may be answered.

use std::path::PathBuf;

/// What a browser may get from the server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Relative to the served folder; never leads out of it.
    pub(crate) file: PathBuf,
    pub(crate) wants_body: bool,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    BadRequest,
    /// The Host is not this machine, so a name elsewhere points here (DNS rebinding).
    ForeignHost,
    NotFound,
    MethodNotAllowed,
}

impl Refusal {
    /// The status line's code and words.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::BadRequest => "400 Bad Request",
            Self::ForeignHost => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
        }
    }
}

impl Request {
    /// Reads the head of an HTTP/1 request.
    pub(crate) fn parse(head: &str) -> Result<Self, Refusal> {
        let mut lines = head.lines();
        let line: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, target, version] = line.as_slice() else {
            return Err(Refusal::BadRequest);
        };
        if !version.starts_with("HTTP/1.") {
            return Err(Refusal::BadRequest);
        }
        if !host(lines).is_some_and(is_local) {
            return Err(Refusal::ForeignHost);
        }
        let wants_body = match *method {
            "GET" => true,
            "HEAD" => false,
            _ => return Err(Refusal::MethodNotAllowed),
        };
        let file = file(target).ok_or(Refusal::NotFound)?;
        Ok(Self { file, wants_body })
    }
}

fn host<'a>(mut headers: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    headers.find_map(|header| {
        let (name, value) = header.split_once(':')?;
        name.eq_ignore_ascii_case("host").then_some(value.trim())
    })
}

fn is_local(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    ["localhost", "127.0.0.1"].contains(&name) && port.parse::<u16>().is_ok()
}

/// The file that a request's target names; none if any part of it is not a plain name.
fn file(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decoded(path)?;
    if path.is_empty() {
        return Some(PathBuf::from("index.html"));
    }
    path.split('/').all(is_plain).then(|| PathBuf::from(path))
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0'])
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' { digit(bytes.next()?)? * 16 + digit(bytes.next()?)? } else { byte });
    }
    String::from_utf8(decoded).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Result<Request, Refusal> {
        Request::parse(&format!("{line} HTTP/1.1\r\nAccept: */*\r\nhost: localhost:8080\r\n"))
    }

    fn found(name: &str) -> Result<Request, Refusal> {
        Ok(Request { file: PathBuf::from(name), wants_body: true })
    }

    #[test]
    fn files_are_found_by_name() {
        assert_eq!(ask("GET /"), found("index.html"));
        assert_eq!(ask("GET /?tab=1"), found("index.html"));
        assert_eq!(ask("GET /a/b%20c.js?v=1#x"), found("a/b c.js"));
        assert_eq!(ask("GET /%C3%A4.css"), found("ä.css"));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let paths = [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/a/..%2f..%2fx",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/..\\x",
            "/a%5c..%5cx",
            "/c:/x",
            "/x%00.js",
            "/.git/config",
            "/a//b",
            "/a/",
            "x",
            "/%zz",
            "/%c3",
            "/%2",
        ];
        for path in paths {
            assert_eq!(ask(&format!("GET {path}")), Err(Refusal::NotFound), "{path}");
        }
    }

    #[test]
    fn only_get_and_head_are_answered() {
        assert_eq!(ask("HEAD /").map(|request| request.wants_body), Ok(false));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
            assert_eq!(ask(&format!("{method} /")), Err(Refusal::MethodNotAllowed));
        }
    }

    #[test]
    fn only_local_hosts_are_answered() {
        let with = |host: &str| Request::parse(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"));
        for host in ["localhost", "127.0.0.1:8080", "localhost:1"] {
            assert!(with(host).is_ok(), "{host}");
        }
        for host in ["example.com", "localhost.example.com", "127.0.0.1:x", "", "[::1]"] {
            assert_eq!(with(host), Err(Refusal::ForeignHost), "{host}");
        }
        assert_eq!(Request::parse("GET / HTTP/1.1\r\n"), Err(Refusal::ForeignHost));
    }

    #[test]
    fn what_is_not_http_is_refused() {
        for head in ["", "GET", "GET /", "GET / SPDY/3\r\nHost: localhost", "\u{16}\u{3}"] {
            assert_eq!(Request::parse(head), Err(Refusal::BadRequest), "{head}");
        }
    }
}
