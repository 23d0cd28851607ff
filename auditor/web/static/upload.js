// Takes files, folders and archives by drop or choice, sends them one by one, then has them audited.
(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const told = document.getElementById("upload-told");
  const bar = document.getElementById("upload-bar");
  const failed = document.getElementById("upload-failed");
  const headers = () => ({ "X-CSRF-Token": window.auditor.secret() });

  const inEntry = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      return [{ file, path: path + file.name }];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return found;
      for (const one of some) found.push(...(await inEntry(one, `${path}${entry.name}/`)));
    }
  };
  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return chosen(transfer.files);
    return (await Promise.all(entries.map((entry) => inEntry(entry, "")))).flat();
  };
  const chosen = (files) => [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

  const batchFor = async (files) => {
    if (drop.dataset.batch) return `/batches/${drop.dataset.batch}`;
    const title = files.length === 1 ? files[0].file.name : `${files[0].path.split("/")[0]}等 ${files.length} 个文件`;
    const body = new URLSearchParams({ title, previous: drop.dataset.previous });
    const answer = await fetch("/batches", { method: "POST", headers: headers(), body });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).url;
  };
  const refuse = (path, why) => {
    const line = document.createElement("li");
    line.textContent = `${path}：${why}`;
    failed.append(line);
  };
  const sendOne = async (url, { file, path }) => {
    if (file.size > Number(drop.dataset.most)) return refuse(path, "文件太大，没有接收。");
    const answer = await fetch(`${url}/files`, {
      method: "POST",
      headers: { ...headers(), "X-File-Name": encodeURIComponent(path), "Content-Type": "application/octet-stream" },
      body: file,
    }).catch(() => null);
    if (answer === null) refuse(path, "没有传完，请再交一次。");
    else if (!answer.ok) refuse(path, await answer.text());
    else return true;
  };
  const send = async (files) => {
    if (!files.length) return;
    bar.hidden = false;
    bar.max = files.length;
    try {
      const url = await batchFor(files);
      let sent = 0;
      for (const [number, one] of files.entries()) {
        told.textContent = `正在接收第 ${number + 1} 个，共 ${files.length} 个：${one.path}`;
        if (await sendOne(url, one)) sent += 1;
        bar.value = number + 1;
      }
      if (failed.children.length) {
        told.textContent = `收到 ${sent} 个，有 ${failed.children.length} 个没有收到。`;
        const link = document.createElement("a");
        link.href = url;
        link.textContent = "去看这一批，补交或开始审核";
        told.append(" ", link);
        return;
      }
      await fetch(`${url}/start`, { method: "POST", headers: headers() });
      location.assign(url);
    } catch (error) {
      told.textContent = error.message || "没有连上，请稍后再试。";
    }
  };
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    send(await dropped(event.dataTransfer));
  });
  for (const id of ["files", "folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => send(chosen(input.files)));
    send(chosen(input.files)); // what was chosen before this script had come
  }
})();
