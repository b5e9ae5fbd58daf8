; The installer for Windows: for one person, without administrator rights. /S installs without questions.
; Exit status 3: the program is running. 4: the folder could not be replaced. The old program is then as it was.
Target amd64-unicode
Unicode true
SetCompressor /SOLID ${COMPRESSOR}
!define APPID "org.chat-desktop.ChatDesktop"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APPID}"
!define AUMKEY "Software\Classes\AppUserModelId\${APPID}"
Name "Chat Desktop"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Chat Desktop"
InstallDirRegKey HKCU "${UNKEY}" "InstallLocation"
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Chat Desktop"
VIAddVersionKey FileDescription "Chat Desktop setup"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Chat Desktop contributors, BSD-3-Clause"
!include MUI2.nsh
!include FileFunc.nsh
!insertmacro GetSize
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\chat-desktop.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!include languages.nsh

; A program that runs cannot be opened for writing.
!macro RefuseWhileRunning un
Function ${un}RefuseWhileRunning
  again:
  IfFileExists "$INSTDIR\chat-desktop.exe" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\chat-desktop.exe" a
  IfErrors 0 free
  IfSilent 0 ask
  ; With /UPDATE, the program itself has started this installer and is about to end.
  ClearErrors
  ${GetParameters} $1
  ${GetOptions} $1 "/UPDATE" $2
  IfErrors refuse
  IntOp $3 $3 + 1
  IntCmp $3 60 refuse 0 refuse
  Sleep 1000
  Goto again
  refuse:
  SetErrorLevel 3
  Abort "$(RUNNING)"
  ask:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(CLOSE_FIRST)" IDRETRY again
  SetErrorLevel 3
  Abort "$(RUNNING)"
  free:
  FileClose $0
  done:
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Section "Chat Desktop"
  Call RefuseWhileRunning
  ; Unpacked beside the old program and then swapped: a cut installation leaves the old one.
  RMDir /r "$INSTDIR.new"
  ClearErrors
  SetOutPath "$INSTDIR.new"
  File /r "${PAYLOAD}\*.*"
  IfErrors unwritten
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  SetOutPath "$LOCALAPPDATA"
  RMDir /r "$INSTDIR.old"
  ClearErrors
  IfFileExists "$INSTDIR\*.*" 0 +2
  Rename "$INSTDIR" "$INSTDIR.old"
  IfErrors unwritten
  Rename "$INSTDIR.new" "$INSTDIR"
  IfErrors unswapped
  Goto swapped
  unswapped:
  Rename "$INSTDIR.old" "$INSTDIR"
  unwritten:
  RMDir /r "$INSTDIR.new"
  SetErrorLevel 4
  Abort "$(UNWRITTEN)"
  swapped:
  RMDir /r "$INSTDIR.old"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\Chat Desktop.lnk" "$INSTDIR\chat-desktop.exe"
  WriteRegStr HKCU "${UNKEY}" "DisplayName" "Chat Desktop"
  WriteRegStr HKCU "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNKEY}" "Publisher" "Chat Desktop contributors"
  WriteRegStr HKCU "${UNKEY}" "DisplayIcon" "$INSTDIR\chat-desktop.exe"
  WriteRegStr HKCU "${UNKEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNKEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNKEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNKEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNKEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNKEY}" "EstimatedSize" "$0"
  ; Under this name Windows shows our notifications.
  WriteRegStr HKCU "${AUMKEY}" "DisplayName" "Chat Desktop"
  WriteRegStr HKCU "${AUMKEY}" "IconUri" "$INSTDIR\_internal\icons\chat-desktop.png"
  ClearErrors
  ${GetParameters} $1
  ${GetOptions} $1 "/UPDATE" $2
  IfErrors +2
  Exec '"$INSTDIR\chat-desktop.exe"'
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  Delete "$SMPROGRAMS\Chat Desktop.lnk"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APPID}"
  DeleteRegKey HKCU "${AUMKEY}"
  DeleteRegKey HKCU "${UNKEY}"
  ; The office's data is in another folder and stays.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\chat-desktop.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$INSTDIR.old"
SectionEnd
