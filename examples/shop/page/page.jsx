import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { Chat, openChat } from "./chat.jsx";

async function ask(path, body) {
  const options = { method: "POST", headers: { "content-type": "application/json" } };
  const response = await fetch(path, body && { ...options, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function Login({ onLogin }) {
  const [error, setError] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const { name, password } = Object.fromEntries(new FormData(event.target));
    try {
      const person = await ask("/login", { name, password });
      openChat(await ask("/chat-tokens", {}));
      onLogin(person);
    } catch (failure) {
      setError(failure.message);
    }
  };
  return (
    <form onSubmit={submit}>
      <h1>Shop</h1>
      <p>Kim and Lee buy, Sam sells. The password of all three is “shop”.</p>
      <label>
        Name <input name="name" required />
      </label>
      <label>
        Password <input name="password" type="password" required />
      </label>
      <button>Log in</button>
      {error && <p role="alert">{error}</p>}
    </form>
  );
}

function Shop({ person }) {
  const [orders, setOrders] = useState([]);
  const [open, setOpen] = useState(null);
  const load = async () => setOrders(await ask("/orders"));
  useEffect(() => void load(), []);
  const order = async (what) => {
    setOpen((await ask("/orders", { what })).id);
    await load();
  };
  const ship = async (id) => {
    await ask(`/orders/${id}/ship`, {});
    await load();
  };
  const shown = orders.find(({ id }) => id === open);
  return (
    <>
      <h1>Hello, {person.name}</h1>
      {!person.isSeller &&
        ["lamp", "chair"].map((what) => (
          <button key={what} onClick={() => order(what)}>
            Buy a {what}
          </button>
        ))}
      <button onClick={load}>Look for orders</button>
      <ul aria-label="Orders">
        {orders.map(({ id, what, state }) => (
          <li key={id}>
            <button onClick={() => setOpen(id)}>
              Order {id}: {what}, {state}
            </button>
            {person.isSeller && state === "new" && <button onClick={() => ship(id)}>Ship</button>}
          </li>
        ))}
      </ul>
      {shown && <Chat conversationId={shown.chat} key={shown.chat} />}
    </>
  );
}

function Page() {
  const [person, setPerson] = useState(null);
  return person ? <Shop person={person} /> : <Login onLogin={setPerson} />;
}

createRoot(document.getElementById("root")).render(<Page />);
