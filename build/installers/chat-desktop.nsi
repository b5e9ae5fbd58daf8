; The installer for Windows: for one person, without administrator rights. /S installs without questions.
; Exit status 3: the program is running. 4: the folder could not be replaced. The old program is then as it was.
; With /UPDATE, the program has started this installer and is about to end (chat_desktop/cli/update.py). It has written
; a plan beside the installer, by which the old program tries the new one while this installer keeps the old folder and
; waits, because Windows renames no folder of a program that runs. 5: the new program did not serve, the old one is back.
Target amd64-unicode
Unicode true
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == "lzma"
  SetCompressorDictSize 64
!endif
!define APPID "org.chat-desktop.ChatDesktop"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APPID}"
!define PLAN "$EXEDIR\chat-desktop-update.json"
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

Var tries
Var version

; Renames a folder, and is patient with programs that have just ended and with virus scanners. Sets the error flag.
!macro Rename from to
  !define RENAME ${__LINE__}
  StrCpy $tries 0
  again${RENAME}:
  ClearErrors
  Rename "${from}" "${to}"
  IfErrors 0 done${RENAME}
  IntOp $tries $tries + 1
  SetErrors
  IntCmp $tries 20 done${RENAME} 0 done${RENAME}
  Sleep 500
  Goto again${RENAME}
  done${RENAME}:
  !undef RENAME
!macroend

; Has the program that is in place go on, and tell that it was not updated: STAGE says why.
!macro GoOn stage
  !define GOON ${__LINE__}
  IfFileExists "${PLAN}" 0 unplanned${GOON}
  SetOutPath "$LOCALAPPDATA"
  Exec '"$INSTDIR\chat-desktop.exe" try-update "${PLAN}" ${stage}'
  unplanned${GOON}:
  !undef GOON
!macroend

Function .onInit
  ; Where the program that updates itself is installed.
  ReadEnvStr $0 CHAT_DESKTOP_INSTALLED
  StrCmp $0 "" +2
  StrCpy $INSTDIR $0
FunctionEnd

; A program that runs cannot be opened for writing.
!macro RefuseWhileRunning un
Function ${un}RefuseWhileRunning
  again:
  IfFileExists "$INSTDIR\chat-desktop.exe" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\chat-desktop.exe" a
  IfErrors 0 free
  IfSilent 0 ask
  ClearErrors
  ${GetParameters} $1
  ${GetOptions} $1 "/UPDATE" $2
  IfErrors refuse
  IntOp $3 $3 + 1
  IntCmp $3 60 refuse 0 refuse
  Sleep 1000
  Goto again
  refuse:
  !if "${un}" == ""
    !insertmacro GoOn not-replaced
  !endif
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
  IfFileExists "$INSTDIR\*.*" 0 aside
  !insertmacro Rename "$INSTDIR" "$INSTDIR.old"
  IfErrors unwritten
  aside:
  !insertmacro Rename "$INSTDIR.new" "$INSTDIR"
  IfErrors unswapped
  Goto swapped
  unswapped:
  !insertmacro Rename "$INSTDIR.old" "$INSTDIR"
  unwritten:
  SetOutPath "$LOCALAPPDATA"
  RMDir /r "$INSTDIR.new"
  !insertmacro GoOn not-replaced
  SetErrorLevel 4
  Abort "$(UNWRITTEN)"
  swapped:
  ; A program that stands in its own folder, or a browser that it has opened, would keep it from being renamed.
  SetOutPath "$PROFILE"
  CreateShortcut "$SMPROGRAMS\Chat Desktop.lnk" "$INSTDIR\chat-desktop.exe"
  ReadRegStr $version HKCU "${UNKEY}" "DisplayVersion"
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
  IfFileExists "${PLAN}" 0 served
  StrCpy $0 1
  ExecWait '"$INSTDIR.old\chat-desktop.exe" try-update "${PLAN}"' $0
  IntCmp $0 0 served
  ; A new program that serves although the trial was ended keeps its folder.
  !insertmacro Rename "$INSTDIR" "$INSTDIR.new"
  IfErrors end
  !insertmacro Rename "$INSTDIR.old" "$INSTDIR"
  IfErrors unreturned
  WriteRegStr HKCU "${UNKEY}" "DisplayVersion" "$version"
  !insertmacro GoOn taken-back
  RMDir /r "$INSTDIR.new"
  SetErrorLevel 5
  Goto end
  unreturned:
  !insertmacro Rename "$INSTDIR.new" "$INSTDIR"
  Goto end
  served:
  RMDir /r "$INSTDIR.old"
  end:
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
