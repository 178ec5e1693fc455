@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHON="
set "OTHER="
pushd "%~dp0"
if not exist goi\cai_dat.py goto packed
call :try py -3.14
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try py
call :try python
call :try python3
if defined PYTHON goto install
if defined OTHER goto unfit
echo Máy này chưa cài Python. Cài Python bản 64 bit, từ 3.11 đến 3.14, rồi bấm đúp Cai-dat.bat lần nữa.
echo Cách cài: xem mục Cài đặt của tệp huong-dan.html (đang mở, không cần mạng).
if exist "%~dp0huong-dan.html" start "" "%~dp0huong-dan.html"
goto end

:packed
echo Bộ cài chưa được giải nén: bấm chuột phải vào tệp .zip, chọn Extract All, rồi mở thư mục vừa giải nén, bấm đúp Cai-dat.bat.
goto end

:unfit
call %OTHER% -c "import sys; sys.exit(sys.version_info < (3, 7))"
if errorlevel 1 goto old
call %OTHER% goi\cai_dat.py --check
goto end

:old
echo Python trên máy này quá cũ. Cài Python bản 64 bit, từ 3.11 đến 3.14, rồi bấm đúp Cai-dat.bat lần nữa.
goto end

:install
call %PYTHON% goi\cai_dat.py %*
goto end

:try
if defined PYTHON exit /b 0
call %* -c "" >nul 2>nul
if errorlevel 1 exit /b 0
set "OTHER=%*"
call %* goi\cai_dat.py --check >nul 2>nul
if errorlevel 1 exit /b 0
set "PYTHON=%*"
exit /b 0

:end
popd
echo.
echo Nhấn một phím bất kỳ để đóng cửa sổ này.
pause >nul
