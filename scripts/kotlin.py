The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
#The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
!The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
3The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
MThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
FThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
LThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
DThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
MThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
VThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
NThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
IThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
NThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
…The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
`The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
FThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
LThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
DThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
`The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
`The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
LThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
YThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
UThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
NThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
IThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
VThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
`The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
SThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
UThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
SThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
>The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
SThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
UThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
SThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
2The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
5The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
6The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
{The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
}The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
\The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
0The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
+The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
+The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
\The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
0The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
>The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
1The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
2The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
LThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
YThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
RThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
OThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
UThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
NThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
TThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
IThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
VThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
{The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
}The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
DThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
{The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
}The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
DThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
{The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
}The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
qThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
DThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
qThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
PThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
CThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
KThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
AThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
GThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
EThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
kThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
/The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
hThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
2The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
5The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
6The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
-The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
!The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
0The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
gThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
lThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
wThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
bThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
pThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
[The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
*The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
vThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
,The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
]The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
uThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
rThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
cThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
oThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
dThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
fThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
=The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
_The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
:The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
 The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
yThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
sThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
.The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
eThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
xThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
tThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
mThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
aThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
iThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
nThe native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
(The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
)The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
