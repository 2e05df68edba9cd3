use leptos::html::Input;
use leptos::prelude::*;
use terrarium_inspect::Type;
use web_sys::KeyboardEvent;

use crate::view::suggestions::{Suggestions, option_id};

/// The name of the list's element.
const LIST: &str = "addable";

/// Types that are listed at once.
const LISTED_MAX: usize = 50;

/// A field that finds one of many component types by a part of its name.
#[component]
pub(crate) fn TypePicker(
    /// The types, by name.
    types: Memo<Vec<(String, Type)>>,
    /// Called with the one that was chosen.
    on_choose: Callback<Type>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let text = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| types.with(|types| text.with(|text| matching(types, text))));
    let is_listed = Memo::new(move |_| is_open.get() && !found.with(Vec::is_empty));
    let choose = move |at: usize| {
        let Some((_, component)) = found.with_untracked(|found| found.get(at).cloned()) else { return };
        text.set(String::new());
        is_open.set(false);
        on_choose.run(component);
    };
    let write = move |_| {
        text.set(input.get_untracked().map(|input| input.value()).unwrap_or_default());
        active.set(0);
        is_open.set(true);
    };
    let press = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        match &*event.key() {
            "ArrowDown" if !is_listed.get_untracked() => is_open.set(true),
            "ArrowDown" => active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => active.update(|at| *at = (*at + count - 1) % count),
            "Enter" if is_listed.get_untracked() => choose(active.get_untracked()),
            "Escape" if is_listed.get_untracked() => is_open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let options =
        Memo::new(move |_| found.with(|found| found.iter().map(|(name, _)| (name.clone(), None)).collect()));
    let at = move || is_listed.get().then(|| active.get());
    view! {
        <div class="picker">
            <input
                node_ref=input
                type="text"
                role="combobox"
                aria-label="Add component"
                aria-autocomplete="list"
                aria-controls=LIST
                aria-expanded=move || is_listed.get().to_string()
                aria-activedescendant=move || at().map(|at| option_id(LIST, at))
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="Add component…"
                prop:value=text
                on:input=write
                on:keydown=press
                on:focus=move |_| is_open.set(true)
                on:blur=move |_| is_open.set(false)
            />
            <Suggestions id=LIST label="Component types" is_above=true options active=Signal::derive(at) is_open=is_listed on_choose=Callback::new(choose) />
        </div>
    }
}

/// The types whose names have a text in them: those that begin with it first.
fn matching(types: &[(String, Type)], text: &str) -> Vec<(String, Type)> {
    let text = text.trim().to_lowercase();
    let found = types.iter().filter(|(name, _)| name.to_lowercase().contains(&text)).cloned();
    let (mut found, inside): (Vec<_>, Vec<_>) =
        found.partition(|(name, _)| name.to_lowercase().starts_with(&text));
    found.extend(inside);
    found.truncate(LISTED_MAX);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_a_part_of_their_names() {
        let types: Vec<_> = (0..)
            .zip(["Speed", "Position", "Wingspan"])
            .map(|(at, name)| (name.into(), Type::Number(at)))
            .collect();
        let found = |text: &str| matching(&types, text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(found(""), ["Speed", "Position", "Wingspan"]);
        assert_eq!(found(" P"), ["Position", "Speed", "Wingspan"]);
        assert_eq!(found("wing"), ["Wingspan"]);
    }
}
