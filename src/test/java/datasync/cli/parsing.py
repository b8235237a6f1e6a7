"""Records random command lines and what the parser of dvc makes of them, as parsing.jsonl has a part.

Run with the Python of an environment that has dvc. Lines that dvc refuses and datasync takes on purpose
(positionals of `completion`, names that only options for debugging make ambiguous, a second `--targets` or
`--projects`, which adds to the first) or refuses later (`--fs-config x`) are not kept there, nor are defaults.
"""
import random, json, sys, io, contextlib, os
os.environ['DVC_NO_ANALYTICS']='1'
from dvc.cli.parser import get_main_parser
import logging; logging.disable(logging.CRITICAL)
P=get_main_parser()
paths=["init","add","commit","checkout","status","data status","fetch","pull","push","unprotect","config","remote add","remote default","remote list","remote modify","remote remove","remote rename","cache dir","remove","rm","move","mv","freeze","unfreeze","root","version","completion","install","git-hook pre-commit","git-hook post-checkout","git-hook pre-push","list","ls","du","get","get-url","list-url","diff","check-ignore","destroy","gc","cache migrate"]
def sub(path):
    p=P
    for w in path.split():
        for a in p._actions:
            if isinstance(a.choices,dict): p=a.choices[w]; break
    return p
for _a in sub("config")._actions:
    if _a.dest=="name": _a.type=None
R=random.Random(67)
words=["data","a.dvc","x/y","-1","-1.5","-","a b","-a b","core.remote","http://h/p","7","no","all","zsh","metrics","a=b",""]
hidden={"pdb","cprofile","cprofile_dump","yappi","yappi_separate_threads","viztracer","viztracer_depth","viztracer_async","instrument","instrument_open","show_stack"}
out=[]
def flagtext(p):
    acts=[a for a in p._actions if a.option_strings and a.dest not in hidden and a.dest!="help"]
    if not acts: return []
    a=R.choice(acts); n=R.choice(a.option_strings)
    if n.startswith("--") and R.random()<.3:
        n=n[:R.randint(3,len(n))]
    r=[n]
    if a.nargs!=0:
        v=R.choice(words) if R.random()<.5 else (str(R.randint(0,99)) if a.type is int else R.choice(a.choices or ["name","x"]))
        k=R.random()
        if a.nargs=='?' and k<.3: pass
        elif k<.5 or len(n)<2: r=[n,v]
        elif k<.8: r=[n+"="+v]
        elif not n.startswith("--"): r=[n+v]
        else: r=[n,v]
    return r
for i in range(60000):
    path=R.choice(paths); p=sub(path)
    argv=[]
    for _ in range(R.choice([0,1,1,2,3])): argv+=flagtext(p)
    pos=[R.choice(words) for _ in range(R.choice([0,0,1,1,2,3]))]
    k=R.random()
    if R.random()<.1: pos.insert(R.randint(0,len(pos)),"--")
    if k<.5: argv=argv+pos
    elif k<.7: argv=pos+argv
    else:
        # bundle
        if R.random()<.5:
            sh=[s[1] for a in p._actions for s in a.option_strings if len(s)==2 and a.nargs==0 and s!="-h"]
            if sh: argv.insert(0,"-"+"".join(R.sample(sh,min(len(sh),R.randint(1,3)))))
        argv=argv+pos
    full=path.split()+argv
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            ns=vars(P.parse_args(list(full)))
        ok=True; vals={}
        for k,v in ns.items():
            if k in hidden or k in("cmd","func","parser","cd","wait_for_lock","instrument") : continue
            if False:
                v=".".join(x for x in v if x)
            vals[k]=v
    except BaseException as e:
        ok=False; vals={}
    out.append({"argv":full,"ok":ok,"values":vals})
with open("cases.jsonl","w") as f:
    for o in out: f.write(json.dumps(o,default=str)+"\n")
print(sum(o["ok"] for o in out),len(out))
