# One image for web, worker and beat; docker-compose.yml says which it is. Holds no engine, no browser, no secret.
FROM python:3.12-slim-bookworm AS build
COPY requirements.txt /build/
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements.txt

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin sanshu \
 && install -d -o sanshu -g sanshu -m 0700 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY tools/__init__.py tools/compile_messages.py tools/
COPY sanshu sanshu
COPY publicity publicity
COPY feedback feedback
COPY supervision supervision
COPY templates templates
COPY static static
COPY locale locale
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SANSHU_DATA_DIR=/data
RUN python -m tools.compile_messages
USER sanshu
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "sanshu.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
