; Inno Setup 6 script of the Windows installer. build.py calls iscc with Version, Folder and Icon. Not run yet.
; It installs for the current user without asking for an administrator.

#define Title "Ongoing Desktop"
#define Id "ongoing-desktop"

[Setup]
AppId={#Id}
AppName={#Title}
AppVersion={#Version}
AppComments=Not made by Ongoing.
DefaultDirName={autopf}\{#Title}
DefaultGroupName={#Title}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputBaseFilename={#Id}-{#Version}-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Title}.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "sv"; MessagesFile: "compiler:Languages\Swedish.isl"

[CustomMessages]
en.DesktopIcon=Create a desktop icon
sv.DesktopIcon=Skapa en genväg på skrivbordet
en.OnPath=Make the command ongoing-desktop available in terminals
sv.OnPath=Gör kommandot ongoing-desktop tillgängligt i terminaler

[Tasks]
Name: "desktopicon"; Description: "{cm:DesktopIcon}"; Flags: unchecked
Name: "path"; Description: "{cm:OnPath}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Files of an older version that this one no longer has.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{#Title}"; Filename: "{app}\{#Title}.exe"
Name: "{autodesktop}\{#Title}"; Filename: "{app}\{#Title}.exe"; Tasks: desktopicon

[Registry]
; Windows knows a file only by its last extension, so the program offers itself for JSON files and takes none over.
Root: HKA; Subkey: "Software\Classes\{#Id}.config"; ValueType: string; ValueData: "{#Title} settings"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#Id}.config\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Title}.exe,0"
Root: HKA; Subkey: "Software\Classes\{#Id}.config\shell\open\command"; ValueType: string; ValueData: """{app}\{#Title}.exe"" --open ""%1"""
Root: HKA; Subkey: "Software\Classes\.json\OpenWithProgids"; ValueType: string; ValueName: "{#Id}.config"; ValueData: ""; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: MissingOnPath

[Run]
Filename: "{app}\{#Title}.exe"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent

[Code]
function MissingOnPath: Boolean;
var
  Path: String;
begin
  Result := not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) or (Pos(';' + ExpandConstant('{app}'), Path) = 0);
end;
