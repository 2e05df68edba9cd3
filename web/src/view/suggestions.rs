use leptos::prelude::*;

/// What can be chosen for a field, which keeps the focus: a list below it, or above.
#[component]
pub(crate) fn Suggestions(
    /// The name of its element.
    id: &'static str,
    /// What it lists.
    label: &'static str,
    /// Whether it stands above the field.
    #[prop(optional)]
    is_above: bool,
    /// What can be chosen, and what each is.
    #[prop(into)]
    options: Signal<Vec<(String, Option<String>)>>,
    /// The one that the keyboard is at.
    #[prop(into)]
    active: Signal<Option<usize>>,
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Called with the one that is clicked.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let option = move |(at, (name, note)): (usize, (String, Option<String>))| {
        view! {
            <li
                id=option_id(id, at)
                role="option"
                aria-selected=move || (active.get() == Some(at)).to_string()
                // The field keeps the focus, and with it the list.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| on_choose.run(at)
            >
                <span class="name">{name}</span>
                {note.map(|note| view! { " " <span class="note">{note}</span> })}
            </li>
        }
    };
    view! {
        <ul id=id class="suggestions" class:above=is_above role="listbox" aria-label=label hidden=move || !is_open.get()>
            {move || options.get().into_iter().enumerate().map(option).collect_view()}
        </ul>
    }
}

/// The name of an option's element, for the field that says at which one the keyboard is.
pub(crate) fn option_id(list: &str, at: usize) -> String {
    format!("{list}-{at}")
}
