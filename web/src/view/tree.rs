use leptos::html::Div;
use leptos::prelude::*;
use terrarium_inspect::Shape;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use crate::session::Session;
use crate::state::{Changes, Draft, Line, NodePath, Walk, grouped};
use crate::view::editor::Editor;
use crate::view::offers::{Offer, OfferMenu};

/// A menu that is open: about which node, and where.
type Opened = (NodePath, (f64, f64));

/// Values as a tree, a line for each node. It is one stop of the keyboard; arrows move inside.
#[component]
pub(crate) fn ValueTree(
    /// The world that is looked at, and changed.
    session: Session,
    /// The lines.
    lines: Memo<Vec<Line>>,
) -> impl IntoView {
    let active = RwSignal::new(None::<NodePath>);
    let menu = RwSignal::new(None::<Opened>);
    let tree = NodeRef::<Div>::new();
    let has_past = Signal::derive(move || session.travels.strip.with(|strip| strip.span.is_some()));
    let on_past = Callback::new(move |(component, name)| session.look_back(component, name));
    let at = Memo::new(move |_| active.with(|active| lines.with(|lines| place(lines, active.as_ref()))));
    let nodes = move || lines.with(|lines| lines.iter().map(|line| line.node.clone()).collect::<Vec<_>>());
    let choose = move |node: NodePath| {
        active.set(Some(node.clone()));
        if let Some(action) = line_of(lines, &node).and_then(|line| line.action) {
            session.choose_line(&node, &action);
        }
    };
    let press = move |event: KeyboardEvent| {
        let known = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned());
        let Some(line) = known else { return };
        match change_of(&event, &line) {
            Some(Change::Write) => session.begin(&line.node),
            Some(Change::TakeOut) => session.take_out(&line.node),
            Some(Change::Copy) => session.copy(Some(line.node.0)),
            Some(Change::Paste) => session.paste(),
            Some(Change::Menu) => menu.set(Some((line.node.clone(), place_of(&line_id(at.get_untracked()))))),
            None => match lines.with_untracked(|lines| walk(&event, lines, at.get_untracked())) {
                Some((node, true)) => choose(node),
                Some((node, false)) => active.set(Some(node)),
                None => return,
            },
        }
        event.prevent_default();
    };
    // What was written is gone: the keyboard comes back to the tree.
    let is_writing = Memo::new(move |_| session.editing.with(|editing| editing.draft.is_some()));
    Effect::new(move |was_writing: Option<bool>| {
        let is_writing = is_writing.get();
        if was_writing == Some(true) && !is_writing {
            give_focus(tree);
        }
        is_writing
    });
    let close = move |()| {
        menu.set(None);
        give_focus(tree);
    };
    view! {
        <div
            class="tree"
            node_ref=tree
            role="tree"
            tabindex="0"
            aria-label="Components"
            aria-activedescendant=move || active.with(Option::is_some).then(|| line_id(at.get()))
            on:keydown=press
        >
            <For each=nodes key=Clone::clone let:node>
                <TreeLine session node lines at menu has_past on_past on_choose=Callback::new(choose) is_used=Signal::derive(move || active.with(Option::is_some)) />
            </For>
        </div>
        {move || {
            let (node, at) = menu.get()?;
            let line = line_of(lines, &node)?;
            let offers = offers(session, &line);
            Some(view! { <OfferMenu name=line.name offers at on_close=Callback::new(close) /> })
        }}
    }
}

/// A node: its name, its value in brief, and its type; or what is being written there.
#[component]
fn TreeLine(
    /// The world that is changed.
    session: Session,
    /// From the component to the node.
    node: NodePath,
    /// All lines.
    lines: Memo<Vec<Line>>,
    /// The line the keyboard is at.
    at: Memo<usize>,
    /// The menu that is open.
    menu: RwSignal<Option<Opened>>,
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
    let is =
        move |read: fn(&Line) -> bool| Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(read)));
    let is_open = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.is_open)));
    let tone = Memo::new(move |_| line.with(|line| line.as_ref().map_or("", |line| line.tone)));
    let read =
        move |read: fn(&Line) -> &String| line.with(|line| line.as_ref().map(|line| read(line).clone()));
    let is_chosen = is(|line| line.action.is_some());
    let is_mixed = is(|line| line.is_mixed);
    let has_menu = is(|line| line.changes != Changes::default());
    let shared = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.shared_by)));
    let lacking = Memo::new(move |_| line.with(|line| line.as_ref().map_or(0, |line| line.lacking)));
    let is_active = move || is_used.get() && place.get() == Some(at.get());
    let drafted = node.clone();
    let draft = Memo::new(move |_| {
        let is_here = |draft: &&Draft| draft.node == drafted;
        session.editing.with(|editing| editing.draft.as_ref().filter(is_here).cloned())
    });
    let is_written = Memo::new(move |_| draft.with(Option::is_some));
    let is_replaced =
        Memo::new(move |_| draft.with(|draft| draft.as_ref().is_some_and(|draft| !draft.is_entry())));
    let error =
        Signal::derive(move || draft.with(|draft| draft.as_ref().and_then(|draft| draft.error.clone())));
    let (begun, opened) = (node.clone(), node.clone());
    let open_menu = move |event: MouseEvent| {
        event.stop_propagation();
        menu.set(Some((opened.clone(), below(&event))));
    };
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
            on:dblclick=move |_| session.begin(&begun)
        >
            <span class="name">{move || read(|line| &line.name)}</span>
            " "
            <span class="value" class:number=move || tone.get() == "number" class:string=move || tone.get() == "string"
                class:boolean=move || tone.get() == "boolean" class:symbol=move || tone.get() == "symbol"
                class:faint=move || tone.get() == "faint" class:entity-link=move || tone.get() == "entity"
                class:unreadable=move || tone.get() == "unreadable" hidden=move || is_replaced.get()>
                {move || read(|line| &line.text)}
            </span>
            " "
            {move || is_mixed.get().then(|| view! { <span class="badge mixed">"differs"</span> " " })}
            {move || (lacking.get() > 0).then(|| view! { <span class="badge mixed">{format!("{} lack it", grouped(lacking.get()))}</span> " " })}
            {move || shared.get().map(|by| view! { <span class="badge">{format!("shared by {}", grouped(by))}</span> " " })}
            <Show when=move || level == 1 && has_past.get()>
                <PastButton name=Signal::derive(move || read(|line| &line.name).unwrap_or_default()) on_press=move |name| on_past.run((component, name)) />
            </Show>
            <span class="type">{move || read(|line| &line.type_name)}</span>
            <Show when=move || has_menu.get()>
                <button type="button" class="more" tabindex="-1" aria-haspopup="menu" on:click=open_menu.clone()
                    aria-label=move || format!("Actions for {}", read(|line| &line.name).unwrap_or_default())>
                    "⋯"
                </button>
            </Show>
            <Show when=move || is_written.get()>
                {move || draft.get_untracked().map(|draft| {
                    let name = line.with_untracked(|line| line.as_ref().map(|line| line.name.clone()).unwrap_or_default());
                    view! { <Editor session draft name error /> }
                })}
            </Show>
        </div>
    }
}

/// What a key changes at a line.
enum Change {
    Write,
    TakeOut,
    Copy,
    Paste,
    Menu,
}

fn change_of(event: &KeyboardEvent, line: &Line) -> Option<Change> {
    let is_command = event.ctrl_key() || event.meta_key();
    let Changes { is_written, is_dropped, .. } = line.changes;
    match &*event.key() {
        "c" if is_command && line.level() == 1 => Some(Change::Copy),
        "v" if is_command => Some(Change::Paste),
        _ if is_command || event.alt_key() => None,
        "F10" if event.shift_key() => Some(Change::Menu),
        "ContextMenu" => Some(Change::Menu),
        "F2" if is_written => Some(Change::Write),
        "Enter" if is_written && line.action.is_none() => Some(Change::Write),
        "Delete" if is_dropped || line.level() == 1 => Some(Change::TakeOut),
        _ => None,
    }
}

/// What can be done with a node.
fn offers(session: Session, line: &Line) -> Vec<Offer> {
    let Changes { is_written, takes, is_dropped } = line.changes;
    let node = line.node.clone();
    let offer = |name: &str, act: Box<dyn Fn(&NodePath) + Send + Sync>| {
        let node = node.clone();
        Offer { name: name.to_owned(), act: Callback::new(move |()| act(&node)) }
    };
    let mut offers = Vec::new();
    if is_written {
        let name = if line.tone == "boolean" { "Toggle" } else { "Edit" };
        offers.push(offer(name, Box::new(move |node| session.begin(node))));
    }
    if let Some(shape) = takes {
        offers.push(offer(addition(shape), Box::new(move |node| session.begin_entry(node, shape))));
    }
    if line.level() == 1 {
        offers.push(offer("Copy component", Box::new(move |node| session.copy(Some(node.0)))));
        offers.push(offer("Paste", Box::new(move |_| session.paste())));
        offers.push(offer("Remove component", Box::new(move |node| session.take_out(node))));
    } else if is_dropped {
        offers.push(offer("Take out", Box::new(move |node| session.take_out(node))));
    }
    offers
}

const fn addition(shape: Shape) -> &'static str {
    match shape {
        Shape::Object => "Add property",
        Shape::List | Shape::Typed => "Add item",
        Shape::Map => "Add entry",
        Shape::Set => "Add member",
    }
}

/// The end and the bottom of what was clicked.
fn below(event: &MouseEvent) -> (f64, f64) {
    let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    element.as_ref().map_or((0.0, 0.0), corner)
}

fn place_of(id: &str) -> (f64, f64) {
    document().get_element_by_id(id).as_ref().map_or((0.0, 0.0), corner)
}

fn corner(element: &Element) -> (f64, f64) {
    let place = element.get_bounding_client_rect();
    (place.right(), place.bottom())
}

fn give_focus(tree: NodeRef<Div>) {
    if let Some(tree) = tree.get_untracked() {
        // A tree that is gone cannot be focused.
        let _ = tree.focus();
    }
}

fn line_of(lines: Memo<Vec<Line>>, node: &NodePath) -> Option<Line> {
    lines.with_untracked(|lines| lines.iter().find(|line| line.node == *node).cloned())
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
