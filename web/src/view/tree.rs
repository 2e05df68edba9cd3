use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::state::{Action, Line, NodePath, Walk, grouped};

/// Values as a tree, a line for each node. It is one stop of the keyboard; arrows move inside.
#[component]
pub(crate) fn ValueTree(
    /// The lines.
    lines: Memo<Vec<Line>>,
    /// Called to do what choosing a line does.
    on_choose: Callback<(NodePath, Action)>,
    /// Whether something is known of the past.
    has_past: Signal<bool>,
    /// Called with a component, by its type's number and name, whose past is to be shown.
    on_past: Callback<(u32, String)>,
) -> impl IntoView {
    let active = RwSignal::new(None::<NodePath>);
    let at = Memo::new(move |_| active.with(|active| lines.with(|lines| place(lines, active.as_ref()))));
    let nodes = move || lines.with(|lines| lines.iter().map(|line| line.node.clone()).collect::<Vec<_>>());
    let choose = move |node: NodePath| {
        active.set(Some(node.clone()));
        let line = |lines: &Vec<Line>| lines.iter().find(|line| line.node == node).cloned();
        if let Some(action) = lines.with_untracked(line).and_then(|line| line.action) {
            on_choose.run((node, action));
        }
    };
    let press = move |event: KeyboardEvent| {
        let step = lines.with_untracked(|lines| walk(&event, lines, at.get_untracked()));
        match step {
            Some((node, true)) => choose(node),
            Some((node, false)) => active.set(Some(node)),
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
            <For each=nodes key=Clone::clone let:node>
                <TreeLine node lines at has_past on_past on_choose=Callback::new(choose) is_used=Signal::derive(move || active.with(Option::is_some)) />
            </For>
        </div>
    }
}

/// A node: its name, its value in brief, and its type.
#[component]
fn TreeLine(
    /// From the component to the node.
    node: NodePath,
    /// All lines.
    lines: Memo<Vec<Line>>,
    /// The line the keyboard is at.
    at: Memo<usize>,
    /// Called when the line is clicked.
    on_choose: Callback<NodePath>,
    /// Whether something is known of the past.
    has_past: Signal<bool>,
    /// Called with a component whose past is to be shown.
    on_past: Callback<(u32, String)>,
    /// Whether the keyboard has been at any line.
    is_used: Signal<bool>,
) -> impl IntoView {
    let level = node.1.len() + 1;
    let known = node.clone();
    let component = node.0;
    let place = Memo::new(move |_| lines.with(|lines| lines.iter().position(|line| line.node == known)));
    let line =
        Memo::new(move |_| place.get().and_then(|place| lines.with(|lines| lines.get(place).cloned())));
    let is_open = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.is_open)));
    let tone = Memo::new(move |_| line.with(|line| line.as_ref().map_or("", |line| line.tone)));
    let read =
        move |read: fn(&Line) -> &String| line.with(|line| line.as_ref().map(|line| read(line).clone()));
    let is_chosen =
        Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.action.is_some())));
    let shared = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.shared_by)));
    let is_active = move || is_used.get() && place.get() == Some(at.get());
    view! {
        <div
            class="line"
            class:open=move || is_open.get() == Some(true)
            class:closed=move || is_open.get() == Some(false)
            class:component=level == 1
            class:choosable=is_chosen
            role="treeitem"
            id=move || place.get().map(line_id)
            attr:aria-level=level.to_string()
            aria-expanded=move || is_open.get().map(|is_open| is_open.to_string())
            aria-selected=move || is_active().to_string()
            style=("--level", level.to_string())
            on:click=move |_| on_choose.run(node.clone())
        >
            <span class="name">{move || read(|line| &line.name)}</span>
            " "
            <span class="value" class:number=move || tone.get() == "number" class:string=move || tone.get() == "string"
                class:boolean=move || tone.get() == "boolean" class:symbol=move || tone.get() == "symbol"
                class:faint=move || tone.get() == "faint" class:entity-link=move || tone.get() == "entity"
                class:unreadable=move || tone.get() == "unreadable">
                {move || read(|line| &line.text)}
            </span>
            " "
            {move || shared.get().map(|by| view! { <span class="badge">{format!("shared by {}", grouped(by))}</span> " " })}
            <Show when=move || level == 1 && has_past.get()>
                <PastButton name=Signal::derive(move || read(|line| &line.name).unwrap_or_default()) on_press=move |name| on_past.run((component, name)) />
            </Show>
            <span class="type">{move || read(|line| &line.type_name)}</span>
        </div>
    }
}

/// Shows the past of a component.
#[component]
fn PastButton(
    /// The name of its type.
    name: Signal<String>,
    /// Called with that name.
    #[prop(into)]
    on_press: Callback<String>,
) -> impl IntoView {
    let press = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        on_press.run(name.get_untracked());
    };
    view! {
        <button
            type="button"
            class="button plain small"
            aria-label=move || format!("History of {}", name.get())
            on:click=press
            on:keydown=|event| event.stop_propagation()
        >
            <span class="icon past" aria-hidden="true"></span>
        </button>
    }
}

fn line_id(place: usize) -> String {
    format!("line-{place}")
}

/// Where a node is among the lines; at the first where it is none of them.
fn place(lines: &[Line], node: Option<&NodePath>) -> usize {
    node.and_then(|node| lines.iter().position(|line| line.node == *node)).unwrap_or(0)
}

/// The node that a key goes to, and whether it is chosen.
fn walk(event: &KeyboardEvent, lines: &[Line], at: usize) -> Option<(NodePath, bool)> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let (place, is_chosen) = match Walk::of_key(&event.key(), lines, at)? {
        Walk::To(place) => (place, false),
        Walk::Choose(place) => (place, true),
    };
    Some((lines.get(place)?.node.clone(), is_chosen))
}
