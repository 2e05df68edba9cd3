use leptos::html::Input;
use leptos::prelude::*;
use web_sys::{File, SubmitEvent};

use crate::link::{Announced, Nearby};
use crate::state::Example;
use crate::view::stage::examples;

/// What is shown while there is no world: the ways to one.
#[component]
pub(crate) fn Start(
    /// Called to open a snapshot, where this page can.
    on_open: Option<Callback<File>>,
    /// Called to start an example.
    #[prop(into)]
    on_example: Callback<Example>,
    /// Called to attach to a world in another page, by the name of its channel.
    #[prop(into)]
    on_channel: Callback<String>,
) -> impl IntoView {
    view! {
        <main class="start">
            <h2>"Look into a world"</h2>
            <div class="ways">
                {on_open.map(|on_open| view! { <OpenFile on_open=on_open /> })}
                {examples().map(|_| view! { <Examples on_example=on_example /> })}
                <Attach on_channel=on_channel />
            </div>
            <p class="faint">"Nothing leaves this machine."</p>
        </main>
    }
}

/// A snapshot in a world of this page's own.
#[component]
fn OpenFile(
    /// Called to open one.
    on_open: Callback<File>,
) -> impl IntoView {
    let chooser = NodeRef::<Input>::new();
    let chosen = move |_| {
        let files = chooser.get_untracked().and_then(|chooser| chooser.files());
        files.and_then(|files| files.get(0)).into_iter().for_each(|file| on_open.run(file));
    };
    let choose = move |_| chooser.get_untracked().into_iter().for_each(|chooser| chooser.click());
    view! {
        <section class="panel way" aria-labelledby="open-way">
            <h3 id="open-way">"Open a snapshot"</h3>
            <p>"A file of Terrarium or of AgentECS, in a world of its own. Choose one, or drop it anywhere on this page."</p>
            <button type="button" class="button main" on:click=choose>"Open a snapshot"</button>
            <input node_ref=chooser type="file" aria-label="Snapshot file" tabindex="-1" class="unseen" on:change=chosen />
        </section>
    }
}

/// The worlds that this page brings along.
#[component]
fn Examples(
    /// Called to start one.
    on_example: Callback<Example>,
) -> impl IntoView {
    let example = move |example: Example| {
        view! {
            <li>
                <button type="button" class="button" on:click=move |_| on_example.run(example)>{example.name()}</button>
                <span>{example.summary()}</span>
            </li>
        }
    };
    view! {
        <section class="panel way" aria-labelledby="demo-way">
            <h3 id="demo-way">"Start the demo"</h3>
            <ul class="starts">{Example::ALL.map(example).collect_view()}</ul>
            <p>"In Node: " <code>"node pkg/examples/node-sim/sim.mjs"</code></p>
        </section>
    }
}

/// Worlds that run elsewhere.
#[component]
fn Attach(
    /// Called to attach to a world in another page, by the name of its channel.
    on_channel: Callback<String>,
) -> impl IntoView {
    let worlds = RwSignal::new(Vec::<Announced>::new());
    let nearby = StoredValue::new_local(Nearby::listen(move |world| note(worlds, world)));
    on_cleanup(move || drop(nearby.try_update_value(Option::take)));
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let place = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        match place.as_str() {
            "" => (),
            // A page that a process gives out knows its own way to the world.
            url if url.starts_with("http://") => drop(window().location().assign(url)),
            channel => on_channel.run(channel.to_owned()),
        }
    };
    let offer = move |Announced { channel, name }: Announced| {
        view! {
            <li>
                <button type="button" class="button" on:click=move |_| on_channel.run(channel.clone())>{name}</button>
                <span>"in another tab"</span>
            </li>
        }
    };
    view! {
        <section class="panel way" aria-labelledby="attach-way">
            <h3 id="attach-way">"Attach"</h3>
            <ul class="starts">{move || worlds.get().into_iter().map(offer).collect_view()}</ul>
            <p>
                "To a world in another tab, by its channel; to one in Node, by the address that "
                <code>"inspect(world)"</code> " has printed."
            </p>
            <form on:submit=submit>
                <input type="text" aria-label="Channel or address" autocomplete="off" spellcheck="false" node_ref=field />
                <button type="submit" class="button">"Attach"</button>
            </form>
        </section>
    }
}

/// A world was told of: a new one, or one that is called differently now.
fn note(worlds: RwSignal<Vec<Announced>>, world: Announced) {
    worlds.update(|worlds| {
        worlds.retain(|known| known.channel != world.channel);
        if worlds.len() < WORLDS_MAX {
            worlds.push(world);
        }
    });
}

/// Worlds in other tabs that are listed.
const WORLDS_MAX: usize = 100;
