; The languages of the installer for Windows, and its own sentences; the other ones are those of NSIS. The first one is
; for persons whose Windows has none of them. Each language of the window has its part here.
!macro Language name running close unwritten
  !insertmacro MUI_LANGUAGE "${name}"
  LangString RUNNING ${LANG_${name}} "${running}"
  LangString CLOSE_FIRST ${LANG_${name}} "${close}"
  LangString UNWRITTEN ${LANG_${name}} "${unwritten}"
!macroend

; en
!insertmacro Language English "Chat Desktop is running." "Chat Desktop is running. Close it first." \
  "The program's folder could not be written."
; es
!insertmacro Language Spanish "Chat Desktop está abierto." "Chat Desktop está abierto. Ciérralo primero." \
  "No se pudo escribir en la carpeta del programa."
; fr
!insertmacro Language French "Chat Desktop est ouvert." "Chat Desktop est ouvert. Fermez-le d’abord." \
  "Impossible d’écrire dans le dossier du programme."
; de
!insertmacro Language German "Chat Desktop läuft." "Chat Desktop läuft. Schließ es zuerst." \
  "In den Ordner des Programms konnte nicht geschrieben werden."
; pt-BR
!insertmacro Language PortugueseBR "O Chat Desktop está aberto." "O Chat Desktop está aberto. Feche-o primeiro." \
  "Não foi possível gravar na pasta do programa."
; ar
!insertmacro Language Arabic "تطبيق Chat Desktop قيد التشغيل." "تطبيق Chat Desktop قيد التشغيل. أغلقه أولًا." \
  "تعذرت الكتابة في مجلد البرنامج."
; zh-Hans
!insertmacro Language SimpChinese "Chat Desktop 正在运行。" "Chat Desktop 正在运行。请先将其关闭。" \
  "无法写入程序文件夹。"
; ja
!insertmacro Language Japanese "Chat Desktop は起動中です。" "Chat Desktop は起動中です。先に終了してください。" \
  "プログラムのフォルダーに書き込めませんでした。"
