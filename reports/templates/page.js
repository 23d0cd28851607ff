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
 opened=Array.from(document.querySelectorAll("details:not([open])"));
 opened.forEach(function(details){details.open=true;});
});
window.addEventListener("afterprint",function(){opened.forEach(function(details){details.open=false;});});
document.querySelectorAll("[data-severity]").forEach(function(box){
 box.addEventListener("change",function(){document.body.classList.toggle("hide-"+box.dataset.severity,!box.checked);});
});
document.addEventListener("keydown",function(event){
 if(event.ctrlKey||event.altKey||event.metaKey||/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))return;
 if(event.key==="/"&&filter){event.preventDefault();filter.focus();return;}
 var step={n:1,N:1,p:-1,P:-1}[event.key];
 if(!step)return;
 var all=Array.from(document.querySelectorAll(".finding")).filter(function(one){return one.offsetParent;});
 if(!all.length)return;
 var now=all.indexOf(document.activeElement.closest(".finding"));
 if(now<0){
  now=all.findIndex(function(one){return one.getBoundingClientRect().top>0;});
  if(now<0)now=all.length;
  if(step>0)now-=1;
 }
 var next=all[Math.min(Math.max(now+step,0),all.length-1)];
 next.focus({preventScroll:true});
 next.scrollIntoView({block:"center"});
});
