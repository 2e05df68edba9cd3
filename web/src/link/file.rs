use js_sys::{Array, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, HtmlAnchorElement, Url, window};

/// How the names of snapshot files end.
pub(crate) const SNAPSHOT: &str = ".terrarium";

/// Characters of a file's name.
const NAME_CHARACTERS_MAX: usize = 80;

/// Hands a file over to be kept, as a download whose name ends as said.
pub(crate) fn save(name: &str, ending: &str, bytes: &Uint8Array) {
    let parts = Array::of1(bytes);
    let document = window().and_then(|window| window.document());
    let address =
        Blob::new_with_u8_array_sequence(&parts).and_then(|blob| Url::create_object_url_with_blob(&blob));
    let (Some(document), Ok(address)) = (document, address) else { return };
    let link = document.create_element("a").map(JsCast::dyn_into::<HtmlAnchorElement>);
    if let Ok(Ok(link)) = link {
        link.set_href(&address);
        link.set_download(&file_name(name, ending));
        link.click();
    }
    // It has been read off as soon as it was clicked.
    let _ = Url::revoke_object_url(&address);
}

/// A name that every file system takes.
fn file_name(name: &str, ending: &str) -> String {
    let is_fine = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.');
    let plain: String =
        name.chars().map(|character| if is_fine(character) { character } else { '-' }).collect();
    let plain: String = plain.trim_matches([' ', '.', '-']).chars().take(NAME_CHARACTERS_MAX).collect();
    let stem = plain.strip_suffix(ending).unwrap_or(&plain);
    format!("{}{ending}", if stem.is_empty() { "world" } else { stem })
}

/// Reads a file, and hands its name and its bytes on. One that cannot be read is left.
pub(crate) fn read(file: &File, take: impl FnOnce(String, Uint8Array) + 'static) {
    let (name, reading) = (file.name(), JsFuture::from(file.array_buffer()));
    spawn_local(async move {
        if let Ok(buffer) = reading.await {
            take(name, Uint8Array::new(&buffer));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{SNAPSHOT, file_name};

    #[test]
    fn a_file_is_called_what_every_file_system_takes() {
        assert_eq!(file_name("Before the storm", SNAPSHOT), "Before the storm.terrarium");
        assert_eq!(file_name("../../etc/passwd", SNAPSHOT), "etc-passwd.terrarium");
        assert_eq!(file_name("a/b:c", SNAPSHOT), "a-b-c.terrarium");
        assert_eq!(file_name("agents.terrarium", SNAPSHOT), "agents.terrarium");
        assert_eq!(file_name("…", SNAPSHOT), "world.terrarium");
    }
}
