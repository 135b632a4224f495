# docker build -t morenashi .
# docker run --rm --read-only --tmpfs /tmp -v morenashi:/data -p 127.0.0.1:8000:8000 morenashi
FROM python:3.11-slim

# Further arguments of pip, such as an index of CPU builds of PyTorch: the usual index serves a CUDA build on x86-64,
# which makes the image several gigabytes larger.
ARG PIP_EXTRA=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

# Recognises scanned pages; without it the report names them as not read.
RUN apt-get update && \
    apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert && \
    rm -rf /var/lib/apt/lists/*

WORKDIR /src
# By itself, because it is by far the largest part and changes with the lock only.
COPY requirements.lock ./
RUN pip install -c requirements.lock ${PIP_EXTRA} torch
COPY . ./
RUN pip install -c requirements.lock ${PIP_EXTRA} . && rm -rf /src/*

# Nothing is fetched and nothing is written outside /data and /tmp, where uploads are spooled.
ENV HF_HUB_OFFLINE=1 HOME=/tmp MORENASHI_DATA_FOLDER=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --no-create-home --shell /usr/sbin/nologin morenashi \
    && install --directory --owner morenashi --mode 700 /data
VOLUME /data
USER morenashi
WORKDIR /tmp

EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["morenashi", "serve", "--host", "0.0.0.0"]
