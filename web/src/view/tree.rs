use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::state::{Key, Line, Walk, grouped};

/// Values as a tree, a line for each node. It is one stop of the keyboard; arrows move inside.
#[component]
pub(crate) fn ValueTree(
    /// The lines.
    lines: Memo<Vec<Line>>,
    /// Called to open a node, or close it.
    on_toggle: Callback<Vec<Key>>,
) -> impl IntoView {
    let active = RwSignal::new(None::<Vec<Key>>);
    let at = Memo::new(move |_| active.with(|active| lines.with(|lines| place(lines, active.as_deref()))));
    let paths = move || lines.with(|lines| lines.iter().map(|line| line.path.clone()).collect::<Vec<_>>());
    let turn = move |path: Vec<Key>| {
        active.set(Some(path.clone()));
        on_toggle.run(path);
    };
    let press = move |event: KeyboardEvent| {
        let step = lines.with_untracked(|lines| walk(&event, lines, at.get_untracked()));
        match step {
            Some((path, true)) => turn(path),
            Some((path, false)) => active.set(Some(path)),
            None => return,
        }
        event.prevent_default();
    };
    view! {
        <div
            class="tree"
            role="tree"
            tabindex="0"
            aria-label="Components"
            aria-activedescendant=move || active.with(Option::is_some).then(|| line_id(at.get()))
            on:keydown=press
        >
            <For each=paths key=Clone::clone let:path>
                <TreeLine path lines at on_turn=Callback::new(turn) is_used=Signal::derive(move || active.with(Option::is_some)) />
            </For>
        </div>
    }
}

/// A node: its name, its value in brief, and its type.
#[component]
fn TreeLine(
    /// From the component to the node.
    path: Vec<Key>,
    /// All lines.
    lines: Memo<Vec<Line>>,
    /// The line the keyboard is at.
    at: Memo<usize>,
    /// Called when the node is clicked and has something inside.
    on_turn: Callback<Vec<Key>>,
    /// Whether the keyboard has been at any line.
    is_used: Signal<bool>,
) -> impl IntoView {
    let level = path.len();
    let name = path.last().map(|key| key.name.clone()).unwrap_or_default();
    let known = path.clone();
    let place = Memo::new(move |_| lines.with(|lines| lines.iter().position(|line| line.path == known)));
    let line =
        Memo::new(move |_| place.get().and_then(|place| lines.with(|lines| lines.get(place).cloned())));
    let is_open = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.is_open)));
    let tone = Memo::new(move |_| line.with(|line| line.as_ref().map_or("", |line| line.tone)));
    let text = move || line.with(|line| line.as_ref().map(|line| line.text.clone()));
    let type_name = move || line.with(|line| line.as_ref().map(|line| line.type_name.clone()));
    let shared = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.shared_by)));
    let is_active = move || is_used.get() && place.get() == Some(at.get());
    view! {
        <div
            class="line"
            class:open=move || is_open.get() == Some(true)
            class:closed=move || is_open.get() == Some(false)
            class:component=level == 1
            role="treeitem"
            id=move || place.get().map(line_id)
            attr:aria-level=level.to_string()
            aria-expanded=move || is_open.get().map(|is_open| is_open.to_string())
            aria-selected=move || is_active().to_string()
            style=("--level", level.to_string())
            on:click=move |_| {
                if is_open.get_untracked().is_some() {
                    on_turn.run(path.clone());
                }
            }
        >
            <span class="name">{name}</span>
            " "
            <span class="value" class:number=move || tone.get() == "number" class:string=move || tone.get() == "string"
                class:boolean=move || tone.get() == "boolean" class:symbol=move || tone.get() == "symbol"
                class:faint=move || tone.get() == "faint" class:unreadable=move || tone.get() == "unreadable">
                {text}
            </span>
            " "
            {move || shared.get().map(|by| view! { <span class="badge">{format!("shared by {}", grouped(by))}</span> " " })}
            <span class="type">{type_name}</span>
        </div>
    }
}

fn line_id(place: usize) -> String {
    format!("line-{place}")
}

/// Where a path is among the lines; at the first where it is none of them.
fn place(lines: &[Line], path: Option<&[Key]>) -> usize {
    path.and_then(|path| lines.iter().position(|line| line.path == path)).unwrap_or(0)
}

/// The node that a key goes to, and whether it is opened or closed.
fn walk(event: &KeyboardEvent, lines: &[Line], at: usize) -> Option<(Vec<Key>, bool)> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let (place, is_turned) = match Walk::of_key(&event.key(), lines, at)? {
        Walk::To(place) => (place, false),
        Walk::Toggle(place) => (place, true),
    };
    Some((lines.get(place)?.path.clone(), is_turned))
}
