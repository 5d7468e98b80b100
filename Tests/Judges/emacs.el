;;; emacs.el --- Drives the engine through Emacs's own jsonrpc.el  -*- lexical-binding: t -*-

;;; Commentary:
;; Prints one line of JSON.  Arguments: the engine's command line.

;;; Code:
(require 'jsonrpc)

(defvar judge-events nil "Numbers of the events, the last first.")

(defun judge-note (_connection method params)
  "Keep the number of an event: METHOD and PARAMS of a notification."
  (when (eq method 'workflow/event)
    (push (plist-get (plist-get params :event) :seq) judge-events)))

(defun judge-run (_connection method params)
  "Work as an agent on METHOD with PARAMS."
  (unless (eq method 'agent/run) (error "Only agent/run is known here"))
  (list :result (concat (plist-get params :input) " through Emacs")))

(defun judge-ask (connection method params)
  "What CONNECTION answers METHOD with PARAMS by.
`jsonrpc-request' leaves whatever came in one piece with the answer unread until more comes, such as
a call of an agent; this does not."
  (let (answer)
    (jsonrpc-async-request connection method params
                           :timeout nil
                           :success-fn (lambda (result) (setq answer (list result)))
                           :error-fn (lambda (problem) (error "%S: %S" method problem)))
    (while (not answer) (accept-process-output nil 1))
    (car answer)))

(defun judge-code (connection method params)
  "The code of the error that CONNECTION answers METHOD with PARAMS by."
  (condition-case caught
      (progn (jsonrpc-request connection method params :timeout 60) nil)
    (jsonrpc-error (alist-get 'jsonrpc-error-code (cddr caught)))))

(let* ((command (cdr (member "--" command-line-args)))
       (connection
        (make-instance
         'jsonrpc-process-connection
         :name "stepwell"
         :notification-dispatcher #'judge-note
         :request-dispatcher #'judge-run
         :process (lambda ()
                    (make-process :name "stepwell" :command command
                                  :connection-type 'pipe :coding 'utf-8-emacs-unix :noquery t
                                  :stderr (get-buffer-create "*stepwell stderr*")))))
       (ask (lambda (method params) (judge-ask connection method params))))
  (setq command-line-args-left nil)
  (funcall ask :initialize (list :processId (emacs-pid) :rootUri nil
                                 :capabilities (make-hash-table)))
  (jsonrpc-notify connection :initialized (make-hash-table))
  (funcall ask :server/ping nil)
  (funcall ask :agent/register '(:agents [(:agentId "editor")]))
  (let* ((workflow (funcall ask :workflow/create
                            '(:name "from Emacs"
                              :steps [(:agentId "editor" :input "héllo") (:agentId "editor")])))
         (id (plist-get workflow :id)))
    (funcall ask :workflow/execute (list :workflowId id))
    (let* ((ended (funcall ask :workflow/wait (list :workflowId id)))
           (missing (judge-code connection :workflow/get '(:workflowId "nowhere")))
           (nameless (judge-code connection "server/ping" nil))
           (process (jsonrpc--process connection)))
      (funcall ask :shutdown nil)
      (jsonrpc-notify connection :exit nil)
      (while (process-live-p process) (accept-process-output process 1))
      (princ (json-serialize
              (list :status (plist-get ended :status)
                    :output (plist-get ended :output)
                    :events (vconcat (reverse judge-events))
                    :missing missing
                    :nameless nameless
                    :exit (process-exit-status process))))
      (terpri))))

;;; emacs.el ends here
