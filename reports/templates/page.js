var narrow=window.matchMedia("(max-width:700px)");
document.querySelectorAll("table.sortable").forEach(function(table){
 table.querySelectorAll("th").forEach(function(head,column){
  head.tabIndex=0;
  function sort(){
   var body=table.tBodies[0],rows=Array.from(body.rows),down=head.dataset.down==="1";
   head.dataset.down=down?"":"1";
   rows.sort(function(a,b){
    var x=a.cells[column].innerText.trim(),y=b.cells[column].innerText.trim(),p=parseFloat(x.replace(/,/g,"")),q=parseFloat(y.replace(/,/g,""));
    var order=(!isNaN(p)&&!isNaN(q))?p-q:x.localeCompare(y,"zh");
    return down?-order:order;
   });
   rows.forEach(function(row){body.appendChild(row);});
  }
  head.addEventListener("click",sort);
  head.addEventListener("keydown",function(event){if(event.key==="Enter")sort();});
 });
});
var filter=document.getElementById("filter");
if(filter)filter.addEventListener("input",function(){
 var word=filter.value.trim();
 document.querySelectorAll("#projects tbody tr").forEach(function(row){row.hidden=word!==""&&row.innerText.indexOf(word)<0;});
});
var opened=[];
window.addEventListener("beforeprint",function(){
 opened=Array.from(document.querySelectorAll("details.table:not([open])"));
 opened.forEach(function(details){details.open=true;});
});
window.addEventListener("afterprint",function(){opened.forEach(function(details){details.open=false;});});
function copied(button,text){
 function done(){var was=button.innerText;button.innerText="已复制";setTimeout(function(){button.innerText=was;},1500);}
 function byHand(){
  var box=document.createElement("textarea");
  box.value=text;box.style.position="fixed";box.style.opacity="0";
  document.body.appendChild(box);box.select();
  if(document.execCommand("copy"))done();
  box.remove();
 }
 if(navigator.clipboard&&window.isSecureContext)navigator.clipboard.writeText(text).then(done,byHand);else byHand();
}
document.querySelectorAll("button.copy").forEach(function(button){
 button.addEventListener("click",function(){
  if(button.dataset.text){copied(button,button.dataset.text);return;}
  var root=document.getElementById(button.dataset.all)||document;
  var texts=Array.from(root.querySelectorAll(".opinion button.copy")).filter(function(one){return one.closest(".opinion").offsetParent;});
  copied(button,texts.map(function(one){return one.dataset.text;}).join("\n\n"));
 });
});
var all=document.getElementById("all-kinds");
function show(kind){
 document.querySelectorAll(".kind[data-kind]").forEach(function(one){one.setAttribute("aria-pressed",String(one.dataset.kind===kind));});
 document.querySelectorAll("tr.row").forEach(function(row){row.hidden=kind!==""&&(" "+row.dataset.kinds).indexOf(" "+kind+" ")<0;});
 document.querySelectorAll(".opinion").forEach(function(one){one.hidden=kind!==""&&one.dataset.rule!==kind;});
 document.querySelectorAll("section.project").forEach(function(one){
  var own=one.querySelector(".opinion:not([hidden])"),row=one.querySelector("tr.row:not([hidden])");
  one.hidden=kind!==""&&!own&&!row;
  var table=one.querySelector("details.table");
  if(table&&kind!=="")table.open=Boolean(row);
 });
 if(all)all.hidden=kind==="";
 document.body.classList.toggle("filtered",kind!=="");
}
document.querySelectorAll(".kind[data-kind]").forEach(function(one){
 one.addEventListener("click",function(){
  var kind=one.getAttribute("aria-pressed")==="true"?"":one.dataset.kind;
  show(kind);
  var first=kind&&document.querySelector(".opinion:not([hidden])");
  if(first)first.scrollIntoView({block:"center"});
 });
});
if(all)all.addEventListener("click",function(){show("");});
document.querySelectorAll("[data-severity]").forEach(function(box){
 box.addEventListener("change",function(){document.body.classList.toggle("hide-"+box.dataset.severity,!box.checked);});
});
document.addEventListener("keydown",function(event){
 if(event.ctrlKey||event.altKey||event.metaKey||/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))return;
 if(event.key==="/"&&filter){event.preventDefault();filter.focus();return;}
 var step={n:1,N:1,p:-1,P:-1}[event.key];
 if(!step)return;
 var all=Array.from(document.querySelectorAll(".opinion")).filter(function(one){return one.offsetParent;});
 if(!all.length)return;
 var now=all.indexOf(document.activeElement.closest(".opinion"));
 if(now<0){
  now=all.findIndex(function(one){return one.getBoundingClientRect().top>0;});
  if(now<0)now=all.length;
  if(step>0)now-=1;
 }
 var next=all[Math.min(Math.max(now+step,0),all.length-1)];
 next.focus({preventScroll:true});
 next.scrollIntoView({block:"center"});
});
