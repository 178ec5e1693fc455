@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PYTHON="
set "OTHER="
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
echo Cách cài: xem mục Cài đặt trong huong-dan.html (mở bằng trình duyệt, không cần mạng).
goto end

:unfit
call %OTHER% "%~dp0goi\cai_dat.py" --check
goto end

:install
call %PYTHON% "%~dp0goi\cai_dat.py" %*
goto end

:try
if defined PYTHON exit /b 0
call %* -c "" >nul 2>nul
if errorlevel 1 exit /b 0
set "OTHER=%*"
call %* "%~dp0goi\cai_dat.py" --check >nul 2>nul
if errorlevel 1 exit /b 0
set "PYTHON=%*"
exit /b 0

:end
echo.
echo Nhấn một phím bất kỳ để đóng cửa sổ này.
pause >nul
