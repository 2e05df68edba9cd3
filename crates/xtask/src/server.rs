//! A static file server for this machine alone.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::request::{Refusal, Request};

const REQUEST_BYTES_MAX: u64 = 16_384;
const PATIENCE: Duration = Duration::from_secs(10);

/// Sent with every answer. No inline script or style runs, and nothing is fetched from elsewhere.
const POLICY: &str = "Content-Security-Policy: default-src 'self'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    object-src 'none'; base-uri 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types default\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cache-Control: no-cache\r\n\
    Connection: close\r\n";

/// A port that is ours, not answering yet.
#[derive(Debug)]
pub(crate) struct Server {
    listener: TcpListener,
}

impl Server {
    /// Takes a port of this machine's loopback interface; 0 takes any that is free.
    pub(crate) fn bind(port: u16) -> Outcome<Self> {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => Ok(Self { listener }),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(Failure::new(format!(
                "port {port} is in use: choose another with `cargo xtask serve --port {}`",
                port.checked_add(1).unwrap_or(8080)
            ))),
            Err(error) => Err(Failure::new(format!("port {port}: {error}"))),
        }
    }

    /// Where the server answers.
    pub(crate) fn url(&self) -> Outcome<String> {
        let address = self.listener.local_addr();
        let address = address.map_err(|error| Failure::new(error.to_string()))?;
        Ok(format!("http://{address}/"))
    }

    /// Answers with the files of a folder until the program ends, each connection in its own thread.
    pub(crate) fn serve(self, folder: &Path) -> Outcome {
        let folder = folder.canonicalize().map_err(|error| Failure::at(folder, &error))?;
        let folder: Arc<Path> = folder.into();
        for stream in self.listener.incoming().filter_map(Result::ok) {
            let folder = Arc::clone(&folder);
            // A visitor who leaves early is no failure of ours.
            thread::spawn(move || answer(&stream, &folder).ok());
        }
        Ok(())
    }
}

fn answer(mut stream: &TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = head(stream)?;
    stream.write_all(&response(&head, folder))
}

/// Everything up to the empty line that ends a request's head.
fn head(stream: &TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    for byte in io::BufReader::new(stream.take(REQUEST_BYTES_MAX)).bytes() {
        head.push(byte?);
        if head.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn response(head: &str, folder: &Path) -> Vec<u8> {
    let found = Request::parse(head).and_then(|request| {
        let path = inside(folder, &request.file).ok_or(Refusal::NotFound)?;
        let body = fs::read(&path).map_err(|_| Refusal::NotFound)?;
        Ok((request, body))
    });
    match found {
        Ok((request, body)) => {
            let mut bytes = headers("200 OK", content_type(&request.file), body.len());
            if request.wants_body {
                bytes.extend(body);
            }
            bytes
        }
        Err(refusal) => {
            let status = refusal.status();
            let mut bytes = headers(status, "text/plain; charset=utf-8", status.len());
            bytes.extend(status.as_bytes());
            bytes
        }
    }
}

/// The file's real path, if links and all it still lies in the folder.
fn inside(folder: &Path, file: &Path) -> Option<PathBuf> {
    let path = folder.join(file).canonicalize().ok()?;
    path.starts_with(folder).then_some(path)
}

fn headers(status: &str, kind: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{POLICY}\r\n")
        .into_bytes()
}

fn content_type(file: &Path) -> &'static str {
    let ending = file.extension().and_then(|ending| ending.to_str());
    match ending.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(line: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let head = format!("{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        String::from_utf8_lossy(&response(&head, &folder)).into_owned()
    }

    #[test]
    fn a_file_comes_with_its_type_length_and_policy() {
        let answer = get("GET /progress.rs");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(answer.contains("Content-Type: application/octet-stream\r\n"));
        assert!(answer.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(answer.ends_with(include_str!("progress.rs")));
    }

    #[test]
    fn head_has_no_body() {
        let answer = get("HEAD /progress.rs");
        let length = format!("Content-Length: {}\r\n", include_str!("progress.rs").len());
        assert!(answer.contains(&length));
        assert!(answer.ends_with("\r\n\r\n"));
    }

    #[test]
    fn what_is_not_in_the_folder_is_not_found() {
        for path in ["/absent.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
            let answer = get(&format!("GET {path}"));
            assert!(answer.starts_with("HTTP/1.1 404 "), "{path}");
            assert!(answer.ends_with("404 Not Found"));
        }
    }

    #[test]
    fn wasm_can_be_compiled_while_it_streams() {
        assert_eq!(content_type(Path::new("a/core.wasm")), "application/wasm");
        let js = content_type(Path::new("index.js"));
        assert_eq!(js, "text/javascript; charset=utf-8");
    }

    #[test]
    fn a_taken_port_names_the_way_out() {
        let taken = Server::bind(0).and_then(|server| {
            let url = server.url()?;
            let port = url.trim_end_matches('/').rsplit(':').next();
            let port = port.and_then(|port| port.parse().ok()).unwrap_or(0);
            Server::bind(port).map(drop)
        });
        let message = taken.err().map(|failure| failure.to_string());
        assert!(message.is_some_and(|message| message.contains("--port")));
    }
}
