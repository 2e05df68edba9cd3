use leptos::prelude::*;

use crate::session::Session;
use crate::state::{BarLine, FieldLine, Observed, grouped};

/// What the values of the open type have in common: their fields, and how the values are spread.
#[component]
pub(crate) fn ObservedType(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let observed = Memo::new(move |_| session.insight.with(|insight| insight.observed().cloned()));
    let summary =
        move || observed.with(|observed| observed.as_ref().map(|observed| observed.summary.clone()));
    let fields = move || observed.with(|observed| fields(observed.as_ref()));
    view! {
        <div class="observed">
            <p class="empty">{move || summary().unwrap_or_else(|| "Looking at the values…".into())}</p>
            <ul>
                {move || fields().into_iter().map(|field| view! { <FieldItem session field /> }).collect_view()}
            </ul>
        </div>
    }
}

fn fields(observed: Option<&Observed>) -> Vec<FieldLine> {
    observed.map(|observed| observed.fields.clone()).unwrap_or_default()
}

/// A place in the values.
#[component]
fn FieldItem(
    /// The world that is looked at.
    session: Session,
    /// What is seen of it.
    field: FieldLine,
) -> impl IntoView {
    let FieldLine { name, depth, kinds, bars } = field;
    let is_chart = bars.iter().any(|bar| bar.is_range);
    let label = format!("Values of {name}");
    let bar = {
        let name = name.clone();
        move |bar: BarLine| view! { <Bar session name=name.clone() bar /> }
    };
    view! {
        <li class="field-line" style=("--depth", depth.to_string())>
            <span class="name">{name}</span>
            " "
            <span class="note">{kinds}</span>
            {(!bars.is_empty()).then(|| view! {
                <div class="bars" class:chart=is_chart role="group" aria-label=label>
                    {bars.into_iter().map(bar).collect_view()}
                </div>
            })}
        </li>
    }
}

/// A bar of a histogram. Choosing it asks for those that it counts.
#[component]
fn Bar(
    /// The world that is looked at.
    session: Session,
    /// The name of the field.
    name: String,
    /// What it counts.
    bar: BarLine,
) -> impl IntoView {
    let BarLine { label, count, part, condition, is_range } = bar;
    let title = format!("{name} {label}: {}", grouped(count));
    view! {
        <button
            type="button"
            class="histogram-bar"
            aria-label=title.clone()
            title=title
            on:click=move |_| session.narrow(&condition)
        >
            <span class="fill" aria-hidden="true" style=("--part", format!("{part:.3}"))></span>
            {(!is_range).then(|| view! {
                <span class="name" aria-hidden="true">{label}</span>
                <span class="count" aria-hidden="true">{grouped(count)}</span>
            })}
        </button>
    }
}
